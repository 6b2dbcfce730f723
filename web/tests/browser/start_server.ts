/** Starts the real server with an empty database, unless AFTERGLOW_URL names one that runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMailServer } from './mail_server.ts';
import { createInterface } from 'node:readline';

const DEFAULT_BINARY = '../target/debug/afterglow';

export default async function startServer(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['AFTERGLOW_URL']) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'afterglow-browser-'));
  const data = join(folder, 'data');
  const binary = (process.env['AFTERGLOW_BINARY'] ??= DEFAULT_BINARY);
  const mails = await startMailServer(folder);
  const options = ['--listen', '127.0.0.1:0', '--data-dir', data, '--push-to-loopback'];
  // Its word is taken for who asks (playwright.config.ts).
  options.push('--trusted-proxy', '127.0.0.1');
  const server = spawn(binary, ['serve', ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // It says where it is all the same.
    env: { ...process.env, AFTERGLOW_LOG: 'warn,afterglow::operations=info' },
  });
  // For tests that use the command line beside it.
  process.env['AFTERGLOW_TEST_DATA'] = data;
  process.env['AFTERGLOW_TEST_MAILS'] = folder;
  process.env['AFTERGLOW_TEST_SMTP'] = mails.url;
  process.env['AFTERGLOW_URL'] = await new Promise<string>((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`${binary} ended with ${code}`)));
    createInterface({ input: server.stderr }).on('line', (line) => {
      const address = /Afterglow is at (http:[^"\s]+)/.exec(line)?.[1];
      if (address) resolve(address);
      else process.stderr.write(`${line}\n`);
    });
  });
  return async () => {
    mails.stop();
    // Its folder goes when it has ended: it would say that its database is gone.
    if (server.kill()) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
}
