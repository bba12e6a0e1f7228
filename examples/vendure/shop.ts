// A real Vendure 3.7 shop with an in-memory database, a few products and one payment method that calls the fake gateway
// over HTTP. Runs in its own process (run.ts); Vendure is GPL-3.0-or-later and is no part of the misemori package.

import {
  bootstrap,
  ChannelService,
  CurrencyCode,
  DefaultLogger,
  DefaultMoneyStrategy,
  dummyPaymentHandler,
  LanguageCode,
  LogLevel,
  mergeConfig,
  PaymentMethodHandler,
  RequestContextService,
  defaultConfig,
  type InitialData,
  type RuntimeVendureConfig,
} from "@vendure/core";
import { importProductsFromCsv, populateInitialData } from "@vendure/core/cli/index.js";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";

/** The shop's payment code, as buyers name it in addPaymentToOrder. */
export const PAYMENT_METHOD = "card";

/** Metadata of addPaymentToOrder: { number, expiry, code }. Nothing of it is stored with the payment. */
function cardHandler(gatewayUrl: string): PaymentMethodHandler {
  return new PaymentMethodHandler({
    code: "fake-gateway",
    description: [{ languageCode: LanguageCode.en, value: "Card through the fake gateway" }],
    args: {},
    createPayment: async (_ctx, order, amount, _args, metadata) => {
      const answer = await fetch(new URL("/charges", gatewayUrl), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          number: metadata["number"],
          expiry: metadata["expiry"],
          code: metadata["code"],
          amountYen: Math.round(amount),
          orderRef: order.code,
        }),
      });
      const body = (await answer.json()) as { status?: string; code?: string; chargeId?: string };
      if (answer.status === 200 && body.status === "approved") {
        return {
          amount,
          state: "Settled" as const,
          transactionId: body.chargeId ?? "",
          metadata: {},
        };
      }
      if (answer.status === 402) {
        return {
          amount,
          state: "Declined" as const,
          errorMessage: "The card was declined",
          metadata: { public: {} },
        };
      }
      return { amount, state: "Error" as const, errorMessage: "The gateway gave no answer", metadata: {} };
    },
    settlePayment: () => ({ success: true }),
  });
}

/** Yen has no smaller part. */
class YenStrategy extends DefaultMoneyStrategy {
  override readonly precision = 0;
}

const initialData: InitialData = {
  defaultLanguage: LanguageCode.en,
  defaultZone: "Asia",
  countries: [{ code: "JP", name: "Japan", zone: "Asia" }],
  taxRates: [{ name: "Standard Tax", percentage: 10 }],
  shippingMethods: [{ name: "Standard Shipping", price: 660 }],
  paymentMethods: [
    { name: PAYMENT_METHOD, handler: { code: "fake-gateway", arguments: [] } },
    {
      name: "cod",
      handler: { code: dummyPaymentHandler.code, arguments: [{ name: "automaticSettle", value: "true" }] },
    },
  ],
  collections: [],
};

interface ShopOptions {
  readonly gatewayUrl: string;
  readonly port: number;
  /** Of the administrator "owner"; one that nobody knows when it is left out. */
  readonly ownerPassword?: string | undefined;
}

function configOf(options: ShopOptions): RuntimeVendureConfig {
  return mergeConfig(defaultConfig, {
    apiOptions: {
      port: options.port,
      hostname: "127.0.0.1",
      shopApiPath: "shop-api",
      adminApiPath: "admin-api",
      trustProxy: "loopback",
    },
    authOptions: {
      tokenMethod: ["cookie", "bearer"],
      superadminCredentials: {
        identifier: "owner",
        password: options.ownerPassword ?? randomBytes(12).toString("hex"),
      },
      cookieOptions: { secret: randomBytes(16).toString("hex"), secure: false },
      requireVerification: false,
    },
    dbConnectionOptions: { type: "sqljs", synchronize: true, autoSave: false, logging: false },
    paymentOptions: { paymentMethodHandlers: [cardHandler(options.gatewayUrl), dummyPaymentHandler] },
    entityOptions: { moneyStrategy: new YenStrategy() },
    logger: new DefaultLogger({ level: LogLevel.Error, timestamp: false }),
  });
}

/** Starts the shop and fills it; resolves with its address and the way to stop it. */
export async function openShop(
  options: ShopOptions,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const app = await bootstrap(configOf(options));
  await populateInitialData(app, initialData);
  const channels = app.get(ChannelService);
  const ctx = await app.get(RequestContextService).create({ apiType: "admin" });
  await channels.update(ctx, {
    id: (await channels.getDefaultChannel(ctx)).id,
    defaultCurrencyCode: CurrencyCode.JPY,
    availableCurrencyCodes: [CurrencyCode.JPY],
    pricesIncludeTax: true,
  });
  // The importer always takes hundredths: the CSV says 48.00 for 4,800 yen.
  await importProductsFromCsv(
    app,
    fileURLToPath(new URL("products.csv", import.meta.url)),
    LanguageCode.en,
    await channels.getDefaultChannel(),
  );
  return { url: `http://127.0.0.1:${options.port}`, close: () => app.close() };
}
