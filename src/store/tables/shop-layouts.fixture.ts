// Shops' tables as EC-CUBE, WooCommerce and Vendure lay them out, with a few orders and what must be read of them.

import type { ScopeRequest } from "../../desk/index.ts";

const INSTANT = { MariaDB: "DATETIME", PostgreSQL: "TIMESTAMP(0) WITH TIME ZONE" };
/** EC-CUBE 2 keeps "timestamp": MariaDB's knows its zone, PostgreSQL's is the server's own clock. */
const CLOCK = { MariaDB: "TIMESTAMP NULL", PostgreSQL: "TIMESTAMP" };

export type Kind = keyof typeof INSTANT;
export interface Layout {
  readonly preset: ScopeRequest["preset"];
  readonly on: readonly Kind[];
  readonly sql: (kind: Kind) => string;
  readonly drop: (kind: Kind) => string;
  readonly orders: readonly (readonly (string | null)[])[];
  readonly customers: readonly (readonly (string | null)[])[];
}

const WORDPRESS = `
  CREATE TABLE wp_users (ID BIGINT UNSIGNED PRIMARY KEY, user_login VARCHAR(60), user_email VARCHAR(100));
  CREATE TABLE wp_options (option_id BIGINT UNSIGNED PRIMARY KEY, option_name VARCHAR(191), option_value LONGTEXT);
  CREATE TABLE wp_posts (ID BIGINT UNSIGNED PRIMARY KEY, post_type VARCHAR(20), post_status VARCHAR(20),
    post_date DATETIME, post_date_gmt DATETIME);
  CREATE TABLE wp_postmeta (meta_id BIGINT UNSIGNED PRIMARY KEY, post_id BIGINT UNSIGNED, meta_key VARCHAR(255),
    meta_value LONGTEXT);
  CREATE TABLE wp_woocommerce_order_items (order_item_id BIGINT UNSIGNED PRIMARY KEY, order_id BIGINT UNSIGNED);
  INSERT INTO wp_users VALUES (5, 'a', 'a@example.jp'), (6, 'z', 'z@example.jp');`;
const WORDPRESS_DROP = "DROP TABLE wp_users, wp_options, wp_posts, wp_postmeta, wp_woocommerce_order_items;";

export const LAYOUTS: Readonly<Record<string, Layout>> = {
  "EC-CUBE 4": {
    preset: "eccube4",
    on: ["MariaDB", "PostgreSQL"],
    sql: (kind) => `
      CREATE TABLE dtb_payment (id INT PRIMARY KEY, payment_method VARCHAR(255));
      CREATE TABLE dtb_customer (id INT PRIMARY KEY, email VARCHAR(255) NOT NULL, name01 VARCHAR(255));
      CREATE TABLE dtb_order (id INT PRIMARY KEY, customer_id INT, payment_id INT, pre_order_id VARCHAR(255),
        order_no VARCHAR(255), email VARCHAR(255), payment_method VARCHAR(255), order_status_id SMALLINT,
        create_date ${INSTANT[kind]} NOT NULL, update_date ${INSTANT[kind]}, order_date ${INSTANT[kind]});
      INSERT INTO dtb_payment VALUES (5, 'クレジットカード');
      INSERT INTO dtb_customer VALUES (1, 'a@example.jp', '山田'), (2, 'z@example.jp', '佐藤');
      INSERT INTO dtb_order VALUES
        (1, 1, 5, 'x', '2026-1', 'a@example.jp', 'クレジットカード', 5, ${utc(kind, "2019-03-01 00:00:00")}, NULL, ${utc(kind, "2019-03-01 15:30:00")}),
        (2, NULL, 5, 'y', NULL, 'b@example.jp', NULL, 7, ${utc(kind, "2019-03-02 00:00:00")}, NULL, NULL),
        (3, NULL, 4, 'z', '2026-3', 'c,"d"@example.jp', '代金引換', 1, ${utc(kind, "2019-03-03 00:00:00")}, NULL, ${utc(kind, "2019-03-03 01:00:00")});`,
    drop: () => "DROP TABLE dtb_order, dtb_customer, dtb_payment;",
    orders: [
      ["2026-1", "2019-03-01T15:30:00Z", "クレジットカード", "5", "a@example.jp", "1", null],
      ["2", "2019-03-02T00:00:00Z", "クレジットカード", "7", "b@example.jp", null, null],
      ["2026-3", "2019-03-03T01:00:00Z", "代金引換", "1", 'c,"d"@example.jp', null, null],
    ],
    customers: [
      ["a@example.jp", "1"],
      ["z@example.jp", "2"],
    ],
  },
  "EC-CUBE 2": {
    preset: "eccube2",
    on: ["MariaDB", "PostgreSQL"],
    sql: (kind) => `
      CREATE TABLE dtb_payment (payment_id INT PRIMARY KEY, payment_method TEXT);
      CREATE TABLE dtb_customer (customer_id INT PRIMARY KEY, email TEXT NOT NULL, del_flg SMALLINT);
      CREATE TABLE dtb_order (order_id INT PRIMARY KEY, order_temp_id TEXT, customer_id INT NOT NULL, order_email TEXT,
        payment_id INT, payment_method TEXT, status SMALLINT, create_date ${CLOCK[kind]}, del_flg SMALLINT);
      ${kind === "MariaDB" ? "SET time_zone = '+09:00';" : ""}
      INSERT INTO dtb_customer VALUES (1, 'a@example.jp', 0), (2, 'z@example.jp', 1);
      INSERT INTO dtb_order VALUES
        (10, 'x', 1, 'a@example.jp', 3, 'クレジット', 5, '2019-03-02 00:30:00', 1),
        (11, 'y', 0, 'b@example.jp', 3, 'クレジット', 7, '2019-03-02 12:00:00', 0);`,
    drop: () => "DROP TABLE dtb_order, dtb_customer, dtb_payment;",
    orders: [
      ["10", "2019-03-02 00:30 JST", "クレジット", "5", "a@example.jp", "1", null],
      ["11", "2019-03-02 12:00 JST", "クレジット", "7", "b@example.jp", "0", null],
    ],
    customers: [
      ["a@example.jp", "1"],
      ["z@example.jp", "2"],
    ],
  },
  "WooCommerce with tables of its own": {
    preset: "woocommerce",
    on: ["MariaDB"],
    sql: () => `${WORDPRESS}
      CREATE TABLE wp_wc_orders (id BIGINT UNSIGNED PRIMARY KEY, status VARCHAR(20), currency VARCHAR(10), type VARCHAR(20),
        customer_id BIGINT UNSIGNED, billing_email VARCHAR(320), date_created_gmt DATETIME, parent_order_id BIGINT UNSIGNED,
        payment_method VARCHAR(100), payment_method_title TEXT, ip_address VARCHAR(100));
      INSERT INTO wp_options VALUES (1, 'woocommerce_custom_orders_table_enabled', 'yes');
      INSERT INTO wp_wc_orders VALUES
        (20, 'wc-cancelled', 'JPY', 'shop_order', 5, 'a@example.jp', '2019-03-01 15:30:00', 0, 'stripe', 'クレジットカード', '203.0.113.5'),
        (21, 'wc-refunded', 'JPY', 'shop_order_refund', 5, NULL, '2019-03-05 15:30:00', 20, '', '', ''),
        (22, 'wc-pending', 'JPY', 'shop_order', 0, 'b@example.jp', '2019-03-02 00:00:00', 0, 'stripe', '', NULL);`,
    drop: () => `${WORDPRESS_DROP} DROP TABLE wp_wc_orders;`,
    orders: [
      ["20", "2019-03-01T15:30:00Z", "クレジットカード", "wc-cancelled", "a@example.jp", "5", "203.0.113.5"],
      ["22", "2019-03-02T00:00:00Z", "stripe", "wc-pending", "b@example.jp", "0", null],
    ],
    customers: [
      ["a@example.jp", "5"],
      ["z@example.jp", "6"],
    ],
  },
  "WooCommerce among the posts": {
    preset: "woocommerce",
    on: ["MariaDB"],
    sql: () => `${WORDPRESS}
      SET sql_mode = '';
      INSERT INTO wp_posts VALUES (20, 'shop_order', 'wc-completed', '2019-03-02 00:30:00', '2019-03-01 15:30:00'),
        (21, 'page', 'publish', '2019-03-02 00:30:00', '2019-03-01 15:30:00'),
        (22, 'shop_order', 'wc-pending', '2019-03-02 09:00:00', '2019-03-02 00:00:00'),
        (23, 'shop_order', 'auto-draft', '2019-03-02 09:00:00', '0000-00-00 00:00:00');
      INSERT INTO wp_postmeta VALUES (1, 20, '_billing_email', 'a@example.jp'), (2, 20, '_customer_user', '5'),
        (3, 20, '_payment_method', 'stripe'), (4, 20, '_payment_method_title', 'クレジットカード'),
        (5, 20, '_customer_ip_address', '203.0.113.5'), (6, 22, '_billing_email', 'b@example.jp'),
        (7, 22, '_payment_method', 'stripe'), (8, 21, '_billing_email', 'page@example.jp');`,
    drop: () => WORDPRESS_DROP,
    orders: [
      ["20", "2019-03-01T15:30:00Z", "クレジットカード", "wc-completed", "a@example.jp", "5", "203.0.113.5"],
      ["22", "2019-03-02T00:00:00Z", "stripe", "wc-pending", "b@example.jp", null, null],
      ["23", null, null, "auto-draft", null, null, null],
    ],
    customers: [
      ["a@example.jp", "5"],
      ["z@example.jp", "6"],
    ],
  },
  Vendure: {
    preset: "vendure",
    on: ["MariaDB", "PostgreSQL"],
    sql: (kind) => {
      const time = kind === "MariaDB" ? "DATETIME(6)" : "TIMESTAMP";
      const q = (name: string): string => (kind === "MariaDB" ? `\`${name}\`` : `"${name}"`);
      return `
      CREATE TABLE customer (id INT PRIMARY KEY, ${q("emailAddress")} VARCHAR(255) NOT NULL, ${q("deletedAt")} ${time});
      CREATE TABLE ${q("order")} (id INT PRIMARY KEY, ${q("createdAt")} ${time}, ${q("updatedAt")} ${time}, code VARCHAR(255),
        state VARCHAR(255), active BOOLEAN, ${q("orderPlacedAt")} ${time}, ${q("customerId")} INT);
      CREATE TABLE payment (id INT PRIMARY KEY, method VARCHAR(255), state VARCHAR(255), ${q("orderId")} INT);
      INSERT INTO customer VALUES (1, 'a@example.jp', NULL), (2, 'b@example.jp', '2019-05-01 00:00:00');
      INSERT INTO ${q("order")} VALUES
        (1, '2019-03-01 15:00:00', '2019-03-09 00:00:00', 'AAAA', 'Cancelled', FALSE, '2019-03-01 15:30:00.25', 1),
        (2, '2019-03-02 00:00:00', '2019-03-02 00:00:00', 'BBBB', 'ArrangingPayment', TRUE, NULL, 2),
        (3, '2019-03-02 00:00:00', '2019-03-02 00:00:00', 'CCCC', 'AddingItems', TRUE, NULL, NULL);
      INSERT INTO payment VALUES (1, 'stripe-payment', 'Declined', 1), (2, 'gift-card', 'Settled', 1), (3, 'stripe-payment', 'Settled', 1);`;
    },
    drop: (kind) =>
      kind === "MariaDB"
        ? "DROP TABLE customer, payment, `order`;"
        : 'DROP TABLE customer, payment, "order";',
    orders: [
      ["AAAA", "2019-03-01T15:30:00Z", "gift-card", "Cancelled", "a@example.jp", "1", null],
      ["AAAA", "2019-03-01T15:30:00Z", "stripe-payment", "Cancelled", "a@example.jp", "1", null],
      ["BBBB", "2019-03-02T00:00:00Z", null, "ArrangingPayment", "b@example.jp", "2", null],
    ],
    customers: [
      ["a@example.jp", "1"],
      ["b@example.jp", "2"],
    ],
  },
};

function utc(kind: Kind, time: string): string {
  return kind === "MariaDB" ? `'${time}'` : `'${time}+00'`;
}

/** EC-CUBE 2's times as each database tells them. */
export function expected(orders: Layout["orders"], kind: Kind): Layout["orders"] {
  const at = (cell: string | null): string | null => {
    const found = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d) JST$/.exec(cell ?? "");
    if (found === null || cell === null) return cell;
    const local = cell.slice(0, 16).replace(" ", "T");
    if (kind === "PostgreSQL") return `${local}:00`;
    return `${new Date(`${local}:00+09:00`).toISOString().slice(0, 19)}Z`;
  };
  return orders.map((row) => row.map(at));
}
