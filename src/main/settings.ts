// The configuration as each room wants it: plain translations, no decisions.

import { dirname, resolve } from "node:path";
import type { Config, LoadedConfig } from "../config/index.ts";
import type { AlertSettings, OutgoingSettings, PostmanAddresses } from "../desk/index.ts";
import type { GateSettings, WebhookSettings } from "../gate/index.ts";
import { parseNetworks } from "../kernel/index.ts";
import { addressesOfPeople, chatAddresses, sheetOf } from "./desk/people.ts";

export function gateSettings(config: Config): GateSettings {
  const { shop, platform, gate, costs, answers } = config;
  return {
    shop: {
      name: shop.name,
      url: shop.url,
      upstream: shop.upstream,
      country: shop.country,
      telephone: shop.telephone ?? null,
      contactUrl: shop.contactUrl ?? null,
      otherPayments: shop.otherPayments,
    },
    platform,
    listen: listenOf(gate.listen),
    trustedProxies: gate.trustedProxies,
    stopped: gate.stopped,
    mode: gate.mode,
    limits: gate.limits,
    costs: {
      ...costs,
      can: { challenge: answers.challenge, decoy: answers.decoy, hold: answers.hold, stepUp: answers.stepUp },
    },
  };
}

export function listenOf(listen: string): { readonly host: string; readonly port: number } {
  const colon = listen.lastIndexOf(":");
  return { host: listen.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(listen.slice(colon + 1)) };
}

export function consoleUrlOf(config: Config, address: string): string {
  return config.console.url ?? address;
}

export function alertSettings(config: Config, publicUrl: string): AlertSettings {
  return {
    sheet: sheetOf(config),
    language: config.alerts.language,
    shopName: config.shop.name,
    timezone: config.shop.timezone,
    publicUrl,
  };
}

export function postAddresses(loaded: LoadedConfig): PostmanAddresses {
  const { config, secrets } = loaded;
  const { email, webhook } = config.alerts;
  const mail =
    email === undefined
      ? {}
      : {
          email: {
            to: email.to,
            from: email.from,
            smtp: {
              host: email.smtp.host,
              port: email.smtp.port,
              tls: email.smtp.tls,
              ...(email.smtp.user === undefined ? {} : { user: email.smtp.user }),
              ...(secrets.smtpPassword === undefined ? {} : { password: secrets.smtpPassword }),
            },
          },
        };
  const hook =
    webhook === undefined || secrets.alertWebhook === undefined
      ? {}
      : { webhook: { url: webhook.url, secret: secrets.alertWebhook } };
  const shop =
    config.shopWebhook === undefined || secrets.shopWebhook === undefined
      ? {}
      : { shop: { url: config.shopWebhook.url, secret: secrets.shopWebhook } };
  return { ...mail, ...hook, ...shop, chat: chatAddresses(loaded), people: addressesOfPeople(config) };
}

/** How notices go out; the mail server of the alerts unless they have their own. */
export function outgoingSettings({ config, secrets, file }: LoadedConfig): OutgoingSettings {
  const { notices, alerts, shop } = config;
  const { from, dkim, letters, mailbox } = notices;
  const smtp = notices.smtp ?? alerts.email?.smtp;
  const password = notices.smtp === undefined ? secrets.smtpPassword : secrets.noticeSmtpPassword;
  const signing =
    dkim === undefined || secrets.noticeDkimKey === undefined
      ? {}
      : { dkim: { domain: dkim.domain, selector: dkim.selector, privateKey: secrets.noticeDkimKey } };
  const server =
    smtp === undefined
      ? undefined
      : {
          host: smtp.host,
          port: smtp.port,
          tls: smtp.tls,
          ...(smtp.user === undefined ? {} : { user: smtp.user }),
          ...(password === undefined ? {} : { password }),
          ...signing,
        };
  return {
    mail:
      from === undefined || server === undefined
        ? null
        : {
            from: `${shop.name.replaceAll(/["<>\p{Cc}]/gu, " ")} <${from}>`,
            ...(notices.replyTo === undefined ? {} : { replyTo: notices.replyTo }),
            server,
            connectionsMax: notices.connections,
            plainDomains: notices.plainDomains,
            perDomainPerSecond: notices.perDomainPerSecond,
          },
    mailbox: mailbox === undefined ? null : resolve(dirname(file), mailbox),
    letterSender:
      letters === undefined
        ? null
        : [
            letters.company,
            ...(letters.postcode === "" ? [] : [`〒${letters.postcode}`]),
            ...letters.address,
          ],
    language: alerts.language,
  };
}

/** Agencies' webhooks as configured; networks of GMO-PG were checked when the file was read. */
export function webhookSettings({ config, secrets }: LoadedConfig): WebhookSettings {
  const { gmopg } = config.outcomes;
  const networks = gmopg === undefined ? undefined : parseNetworks(gmopg.from);
  return {
    stripe: secrets.stripe === undefined ? undefined : { secret: secrets.stripe },
    payjp: secrets.payjp === undefined ? undefined : { token: secrets.payjp },
    gmopg:
      gmopg === undefined || networks?.ok !== true
        ? undefined
        : { shopId: gmopg.shopId, from: networks.value },
  };
}
