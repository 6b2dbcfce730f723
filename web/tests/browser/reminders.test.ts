import { createECDH, createPublicKey, randomBytes, verify, type ECDH } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
// Reads what the server encrypted; by others, and not what it is written with.
import ece from 'http_ece';
import { mailTo } from './mail_server.ts';
import { OwnServer, withMail } from './own_server.ts';
import { newName, signUp, synced } from './patient.ts';

interface Message {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A push service on this machine, with the keys of one browser. */
class PushService {
  readonly received: Message[] = [];
  readonly browser: ECDH = createECDH('prime256v1');
  readonly auth = randomBytes(16);
  private readonly server: Server;

  constructor() {
    this.browser.generateKeys();
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        this.received.push({ headers: request.headers, body: Buffer.concat(parts) });
        response.writeHead(201).end();
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a browser's own subscribing would answer; Chromium here has no push service to ask. */
  subscription() {
    return {
      endpoint: `${this.origin}/browser`,
      keys: {
        p256dh: this.browser.getPublicKey('base64url'),
        auth: this.auth.toString('base64url'),
      },
    };
  }

  read({ body }: Message): string {
    const auth = this.auth.toString('base64url');
    const version = 'aes128gcm' as const;
    const options = { version, privateKey: this.browser, authSecret: auth };
    return ece.decrypt(body, options).toString();
  }

  stop(): void {
    this.server.close();
  }
}

let service: PushService;

test.beforeEach(async () => {
  service = new PushService();
  await service.start();
});

test.afterEach(() => service.stop());

/** Stands in for what the browser's maker would answer; the rest is the app and the server. */
async function stubPush(context: BrowserContext): Promise<void> {
  await context.grantPermissions(['notifications']);
  await context.addInitScript((made) => {
    let current: object | null = null;
    const options = { applicationServerKey: null as ArrayBuffer | null };
    PushManager.prototype.getSubscription = () => Promise.resolve(current as PushSubscription);
    PushManager.prototype.subscribe = (wanted) => {
      options.applicationServerKey = (wanted?.applicationServerKey as Uint8Array).slice()
        .buffer as ArrayBuffer;
      current = {
        options,
        toJSON: () => made,
        unsubscribe: () => {
          current = null;
          return Promise.resolve(true);
        },
      };
      return Promise.resolve(current as PushSubscription);
    };
    Notification.requestPermission = () => {
      document.documentElement.dataset['asked'] = 'yes';
      return Promise.resolve('granted');
    };
  }, service.subscription());
}

async function turnOn(page: Page): Promise<void> {
  await page.goto('/settings/reminders');
  await page.getByRole('button', { name: 'Turn on', exact: true }).click();
  await expect(page.getByText('Reminders come to this device')).toBeVisible();
}

test('the browser asks only after a tap, which says first what it will ask', async ({
  page,
  context,
}) => {
  await stubPush(context);
  await signUp(page);
  await page.goto('/settings/reminders');
  await expect(page.getByText('your browser asks whether Afterglow may')).toBeVisible();
  await expect(page.locator('html')).not.toHaveAttribute('data-asked');
  await page.getByRole('button', { name: 'Turn on', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-asked', 'yes');
  await expect(page.getByText('Reminders come to this device')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Send me one now' })).toBeVisible();
});

test('one that is sent to try it is read, shown, and leads to the check-in', async ({
  page,
  context,
}) => {
  await stubPush(context);
  await signUp(page);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  await turnOn(page);
  await page.getByRole('button', { name: 'Send me one now' }).click();
  await expect(page.getByText('One is on its way.')).toBeVisible();
  const [message] = service.received;
  if (!message) throw new Error('nothing arrived');
  const data = service.read(message);
  expect(JSON.parse(data)).toMatchObject({
    web_push: 8030,
    notification: { title: 'Afterglow', body: 'A moment for today?' },
  });

  const [, token = '', key = ''] =
    /^vapid t=([^,]+), k=(.+)$/.exec(message.headers.authorization ?? '') ?? [];
  const [header, claims, signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  expect(signed).toBe(true);
  expect(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString())).toMatchObject({
    aud: service.origin,
  });

  await deliver(page, data);
  const shown = () =>
    worker.evaluate(async () => {
      const found = await (globalThis as unknown as Worker).registration.getNotifications();
      return found.map(({ title, body }) => ({ title, body }));
    });
  await expect.poll(shown).toEqual([{ title: 'Afterglow', body: 'A moment for today?' }]);

  await page.goto('/settings');
  await click(worker);
  await expect(page.getByRole('heading', { name: 'How is it now?' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/check-in');
});

interface Worker {
  registration: ServiceWorkerRegistration;
  dispatchEvent(event: Event): boolean;
}

/** As the browser does when a message has come for the site. */
async function deliver(page: Page, data: string): Promise<void> {
  // A worker that is still fetching the app takes no messages.
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const session = await page.context().newCDPSession(page);
  const registrations: { registrationId: string }[] = [];
  session.on('ServiceWorker.workerRegistrationUpdated', (event) =>
    registrations.push(...event.registrations),
  );
  await session.send('ServiceWorker.enable');
  await expect.poll(() => registrations.length).toBeGreaterThan(0);
  await session.send('ServiceWorker.deliverPushMessage', {
    origin: new URL(page.url()).origin,
    registrationId: registrations[0]?.registrationId ?? '',
    data,
  });
}

/** There is no desktop to tap on: the worker is told of the tap as the browser would tell it. */
async function click(
  worker: Awaited<ReturnType<BrowserContext['serviceWorkers']>>[number],
  action = '',
): Promise<void> {
  await worker.evaluate(async (tapped) => {
    const scope = globalThis as unknown as Worker;
    const [notification] = await scope.registration.getNotifications();
    const type = globalThis as unknown as {
      NotificationEvent: new (name: string, init: object) => Event;
    };
    scope.dispatchEvent(
      new type.NotificationEvent('notificationclick', { notification, action: tapped }),
    );
  }, action);
}

test('whatever comes something is shown', async ({ page, context }) => {
  await stubPush(context);
  await signUp(page);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  await deliver(page, 'not JSON');
  const titles = () =>
    worker.evaluate(async () => {
      const scope = globalThis as unknown as Worker;
      return (await scope.registration.getNotifications()).map(({ title }) => title);
    });
  await expect.poll(titles).toEqual(['Afterglow']);
});

test('a reminder is put off for an hour without opening the app', async ({ page, context }) => {
  await stubPush(context);
  await signUp(page);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  await turnOn(page);
  await deliver(
    page,
    JSON.stringify({ notification: { title: 'Afterglow', body: 'A moment for today?' } }),
  );
  const asked = context.waitForEvent('request', (request) => request.url().endsWith('/snooze'));
  await expect
    .poll(() =>
      worker.evaluate(
        async () =>
          (await (globalThis as unknown as Worker).registration.getNotifications()).length,
      ),
    )
    .toBe(1);
  await click(worker, 'later');
  const request = await asked;
  expect(request.postDataJSON()).toEqual({ minutes: 60 });
  expect((await request.response())?.status()).toBe(204);
});

test('times are chosen, checked and kept', async ({ page, context }) => {
  await stubPush(context);
  await signUp(page);
  await turnOn(page);
  await page.getByRole('button', { name: 'Add a time' }).click();
  await page.getByLabel('Time 2').fill('23:30');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('23:30 is in your quiet hours.')).toBeVisible();
  await page.getByLabel('Time 2').fill('08:15');
  await page.getByLabel('Ask after 1, 4, 24 and 72 hours').uncheck();
  await page.getByLabel('Ask on the evening before a planned treatment too').uncheck();
  const told = page.waitForRequest((request) => request.method() === 'PATCH');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  expect((await told).postDataJSON()).toEqual({
    reminders: {
      times: ['08:15', '20:00'],
      quiet: { from: '22:00', to: '08:00' },
      after_treatment: false,
      before_treatment: false,
    },
  });
  await synced(page);
  await page.reload();
  await expect(page.getByLabel('Time 1')).toHaveValue('08:15');
  await page.getByRole('button', { name: 'Turn off on this device' }).click();
  await expect(page.getByRole('button', { name: 'Turn on', exact: true })).toBeVisible();
});

test('where notifications are blocked the page says how to allow them, and offers a calendar', async ({
  page,
  request,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'denied' });
  });
  await signUp(page);
  await page.goto('/settings/reminders');
  await expect(page.getByText('Notifications are blocked for Afterglow.')).toBeVisible();
  await page.getByRole('button', { name: 'Make an address' }).click();
  const address = await page.getByText('/api/v1/calendar/').textContent();
  expect(await (await request.get(address ?? '')).text()).toContain('BEGIN:VCALENDAR');
  await page.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByRole('button', { name: 'Make an address' })).toBeVisible();
  expect((await request.get(address ?? '')).status()).toBe(404);
});

test('without notifications reminders come by mail, once a code has shown that they arrive', async ({
  browser,
  request,
}) => {
  const server = new OwnServer();
  const { address: own, options } = await withMail();
  server.address = own;
  const context = await browser.newContext({ baseURL: await server.start(options) });
  const page = await context.newPage();
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'denied' });
  });
  await signUp(page);
  await page.goto('/settings/reminders');
  const address = `${newName()}@mail.example`;
  await page.getByLabel('Your e-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByText(`A code is on its way to ${address}.`)).toBeVisible();
  await expect.poll(() => mailTo(address)).toBeDefined();
  const mail = mailTo(address) ?? '';
  await page.getByLabel('The code').fill('1');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('This is not the code of the last mail')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByLabel('The code').fill(mail.slice(0, 8));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText(`Reminders go to ${address}.`)).toBeVisible();
  await synced(page);
  await page.reload();
  await expect(page.getByText(`Reminders go to ${address}.`)).toBeVisible();

  // What a mail program unfolds.
  const [link = ''] = /http:\S+/.exec(mail.replaceAll('=\r\n', '')) ?? [];
  await page.goto(link);
  await expect(page.getByText('No more mails to this address?')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Stop these mails' }).click();
  await expect(page.getByText('No more mails go to this address.')).toBeVisible();
  expect((await request.get(link)).status()).toBe(404);
  await page.goto('/settings/reminders');
  await expect(page.getByRole('button', { name: 'Send me a code' })).toBeVisible();
  await context.close();
  await server.remove();
});
