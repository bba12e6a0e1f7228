// Customers' tables as EC-CUBE 4 and 2, WordPress and WooCommerce create them (their entity, create_table_*.sql, schema.php and
// class-wc-install.php), each with one customer of the shop's own.

export type Kind = "MariaDB" | "PostgreSQL";

export interface PlacingLayout {
  readonly format: "eccube2" | "eccube4" | "woocommerce";
  readonly on: readonly Kind[];
  readonly sql: (kind: Kind) => string;
  readonly drop: string;
  readonly table: string;
  readonly email: string;
  /** Somebody orders in the name of the customer with this address. */
  readonly order: (address: string) => string;
}

const BCRYPT = `$2y$13$${"Q".repeat(21)}O${"w".repeat(30)}C`;

const ECCUBE4_TAIL = `
  INSERT INTO mtb_customer_status VALUES (1, '仮会員'), (2, '本会員'), (3, '退会');
  INSERT INTO mtb_sex VALUES (1, '男性'), (2, '女性');`;

function eccube4(kind: Kind): string {
  const mysql = kind === "MariaDB";
  const id = mysql ? "INT UNSIGNED AUTO_INCREMENT NOT NULL PRIMARY KEY" : "SERIAL PRIMARY KEY";
  const small = mysql ? "SMALLINT UNSIGNED" : "SMALLINT";
  const time = mysql ? "DATETIME" : "TIMESTAMP(0) WITH TIME ZONE";
  const prefectures = Array.from({ length: 47 }, (_, i) => `(${i + 1}, '県${i + 1}')`).join(", ");
  return `
  CREATE TABLE mtb_customer_status (id ${small} NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL);
  CREATE TABLE mtb_sex (id ${small} NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL);
  CREATE TABLE mtb_pref (id ${small} NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL);
  CREATE TABLE dtb_customer (id ${id}, customer_status_id ${small} DEFAULT NULL REFERENCES mtb_customer_status (id),
    sex_id ${small} DEFAULT NULL REFERENCES mtb_sex (id), job_id ${small} DEFAULT NULL, country_id ${small} DEFAULT NULL,
    pref_id ${small} DEFAULT NULL REFERENCES mtb_pref (id),
    name01 VARCHAR(255) NOT NULL, name02 VARCHAR(255) NOT NULL, kana01 VARCHAR(255) DEFAULT NULL, kana02 VARCHAR(255) DEFAULT NULL,
    company_name VARCHAR(255) DEFAULT NULL, postal_code VARCHAR(8) DEFAULT NULL, addr01 VARCHAR(255) DEFAULT NULL,
    addr02 VARCHAR(255) DEFAULT NULL, email VARCHAR(255) NOT NULL, phone_number VARCHAR(14) DEFAULT NULL,
    birth ${time} DEFAULT NULL, password VARCHAR(255) NOT NULL, salt VARCHAR(255) DEFAULT NULL,
    secret_key VARCHAR(255) NOT NULL UNIQUE, first_buy_date ${time} DEFAULT NULL, last_buy_date ${time} DEFAULT NULL,
    buy_times NUMERIC(10, 0) DEFAULT 0, buy_total NUMERIC(12, 2) DEFAULT 0, note VARCHAR(4000) DEFAULT NULL,
    reset_key VARCHAR(255) DEFAULT NULL, reset_expire ${time} DEFAULT NULL, point NUMERIC(12, 0) DEFAULT 0 NOT NULL,
    create_date ${time} NOT NULL, update_date ${time} NOT NULL, discriminator_type VARCHAR(255) NOT NULL,
    plg_mailmagazine_flg SMALLINT DEFAULT 0);
  CREATE TABLE dtb_payment (id ${id}, payment_method VARCHAR(255));
  CREATE TABLE dtb_order (id ${id}, customer_id INT ${mysql ? "UNSIGNED" : ""} DEFAULT NULL, payment_id INT, order_no VARCHAR(255),
    email VARCHAR(255), payment_method VARCHAR(255), order_status_id SMALLINT, create_date ${time}, order_date ${time});
  ${ECCUBE4_TAIL}
  INSERT INTO mtb_pref VALUES ${prefectures};
  INSERT INTO dtb_customer (customer_status_id, name01, name02, email, password, secret_key, create_date, update_date, discriminator_type)
    VALUES (2, '山田', '花子', 'own@example.jp', '${BCRYPT}', 'k', '2026-01-02 00:00:00${mysql ? "" : "+00"}', '2026-01-02 00:00:00${mysql ? "" : "+00"}', 'customer');`;
}

function eccube2(kind: Kind): string {
  const mysql = kind === "MariaDB";
  const day = mysql ? "datetime" : "timestamp";
  return `
  CREATE TABLE dtb_customer (customer_id int NOT NULL, name01 text NOT NULL, name02 text NOT NULL, kana01 text, kana02 text,
    company_name text, zip01 text, zip02 text, zipcode text, country_id int, pref smallint, addr01 text, addr02 text,
    email text NOT NULL, email_mobile text, tel01 text, tel02 text, tel03 text, fax01 text, fax02 text, fax03 text,
    sex smallint, job smallint, birth ${day}, password text, reminder smallint, reminder_answer text, salt text,
    secret_key ${mysql ? "text" : "text UNIQUE"} NOT NULL, first_buy_date ${day}, last_buy_date ${day},
    buy_times numeric DEFAULT 0, buy_total numeric DEFAULT 0, point numeric NOT NULL DEFAULT 0, note text,
    status smallint NOT NULL DEFAULT 1, create_date timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    update_date timestamp NOT NULL ${mysql ? "DEFAULT CURRENT_TIMESTAMP" : ""}, del_flg smallint NOT NULL DEFAULT 0, mobile_phone_id text,
    mailmaga_flg smallint, PRIMARY KEY (customer_id)${mysql ? ", UNIQUE (secret_key(255))" : ""});
  CREATE TABLE dtb_baseinfo (id int PRIMARY KEY, welcome_point numeric);
  CREATE TABLE dtb_order (order_id int PRIMARY KEY, customer_id int NOT NULL);
  ${
    mysql
      ? "CREATE TABLE dtb_customer_customer_id_seq (sequence int NOT NULL AUTO_INCREMENT PRIMARY KEY); INSERT INTO dtb_customer_customer_id_seq VALUES (41);"
      : "CREATE SEQUENCE dtb_customer_customer_id_seq START 42; GRANT USAGE ON SEQUENCE dtb_customer_customer_id_seq TO guard;"
  }
  INSERT INTO dtb_baseinfo VALUES (1, 100);
  INSERT INTO dtb_customer (customer_id, name01, name02, email, password, salt, secret_key, status, create_date, update_date, mailmaga_flg)
    VALUES (41, '山田', '花子', 'own@example.jp', '${"5e".repeat(32)}', 'a1b2c3d4e5', 'k', 2, '2026-01-02 00:00:00', '2026-01-02 00:00:00', 1);`;
}

const WORDPRESS = `
  SET sql_mode = '';
  CREATE TABLE wp_users (ID bigint(20) unsigned NOT NULL auto_increment, user_login varchar(60) NOT NULL default '',
    user_pass varchar(255) NOT NULL default '', user_nicename varchar(50) NOT NULL default '', user_email varchar(100) NOT NULL default '',
    user_url varchar(100) NOT NULL default '', user_registered datetime NOT NULL default '0000-00-00 00:00:00',
    user_activation_key varchar(255) NOT NULL default '', user_status int(11) NOT NULL default '0',
    display_name varchar(250) NOT NULL default '', PRIMARY KEY (ID), KEY user_email (user_email));
  CREATE TABLE wp_usermeta (umeta_id bigint(20) unsigned NOT NULL auto_increment, user_id bigint(20) unsigned NOT NULL default '0',
    meta_key varchar(255) default NULL, meta_value longtext, PRIMARY KEY (umeta_id), KEY user_id (user_id));
  CREATE TABLE wp_options (option_id bigint(20) unsigned NOT NULL auto_increment, option_name varchar(191) NOT NULL default '',
    option_value longtext NOT NULL, autoload varchar(20) NOT NULL default 'yes', PRIMARY KEY (option_id));
  CREATE TABLE wp_postmeta (meta_id bigint(20) unsigned NOT NULL auto_increment, post_id bigint(20) unsigned NOT NULL default '0',
    meta_key varchar(255) default NULL, meta_value longtext, PRIMARY KEY (meta_id));
  CREATE TABLE wp_woocommerce_order_items (order_item_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, PRIMARY KEY (order_item_id));
  CREATE TABLE wp_wc_customer_lookup (customer_id bigint(20) unsigned NOT NULL AUTO_INCREMENT, user_id bigint(20) unsigned DEFAULT NULL,
    username varchar(60) DEFAULT '' NOT NULL, first_name varchar(255) NOT NULL, last_name varchar(255) NOT NULL,
    email varchar(100) NULL default NULL, date_last_active timestamp NULL default null, date_registered timestamp NULL default null,
    country char(2) DEFAULT '' NOT NULL, postcode varchar(20) DEFAULT '' NOT NULL, city varchar(100) DEFAULT '' NOT NULL,
    state varchar(100) DEFAULT '' NOT NULL, PRIMARY KEY (customer_id), UNIQUE KEY user_id (user_id));
  INSERT INTO wp_options (option_name, option_value) VALUES ('timezone_string', 'Asia/Tokyo'), ('gmt_offset', '');
  INSERT INTO wp_users (user_login, user_pass, user_email, user_registered)
    VALUES ('own', '$P$B${"k".repeat(29)}/', 'own@example.jp', '2026-01-02 00:00:00');`;

export const PLACING_LAYOUTS: Readonly<Record<string, PlacingLayout>> = {
  "EC-CUBE 4": {
    format: "eccube4",
    on: ["MariaDB", "PostgreSQL"],
    sql: eccube4,
    drop: "DROP TABLE dtb_order, dtb_payment, dtb_customer, mtb_pref, mtb_sex, mtb_customer_status;",
    table: "dtb_customer",
    email: "email",
    order: (address) =>
      `INSERT INTO dtb_order (customer_id) SELECT id FROM dtb_customer WHERE email = '${address}';`,
  },
  "EC-CUBE 2": {
    format: "eccube2",
    on: ["MariaDB", "PostgreSQL"],
    sql: eccube2,
    drop: "DROP TABLE dtb_order, dtb_customer, dtb_baseinfo;",
    table: "dtb_customer",
    email: "email",
    order: (address) =>
      `INSERT INTO dtb_order (order_id, customer_id) SELECT 1, customer_id FROM dtb_customer WHERE email = '${address}';`,
  },
  WooCommerce: {
    format: "woocommerce",
    on: ["MariaDB"],
    sql: () => WORDPRESS,
    drop: "DROP TABLE wp_users, wp_usermeta, wp_options, wp_postmeta, wp_woocommerce_order_items, wp_wc_customer_lookup;",
    table: "wp_users",
    email: "user_email",
    order: (address) =>
      `INSERT INTO wp_postmeta (post_id, meta_key, meta_value) SELECT 9, '_customer_user', ID FROM wp_users WHERE user_email = '${address}';`,
  },
};
