/** A server of a test's own, which it may kill. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const BINARY = process.env['AFTERGLOW_BINARY'] ?? '../target/debug/afterglow';

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What a server is told that sends mails: their links begin by the origin that it is told. */
export async function withMail(): Promise<{ address: string; options: string[] }> {
  const address = `127.0.0.1:${await freePort()}`;
  const smtp = process.env['AFTERGLOW_TEST_SMTP'] ?? '';
  const options = ['--smtp-url', smtp, '--smtp-from', 'journal@clinic.example'];
  return { address, options: [...options, '--public-origin', `http://${address}`] };
}

export class OwnServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'afterglow-own-'));
  /** Where its database is; the key is beside it. */
  readonly data = join(this.folder, 'data');
  #process: ChildProcess | undefined;
  address = '127.0.0.1:0';

  /** Starts it, the second time where it was before; answers how it is reached. */
  async start(options: readonly string[] = []): Promise<string> {
    const listen = this.address.replace('http://', '');
    const server = spawn(
      BINARY,
      ['serve', '--listen', listen, '--data-dir', this.data, ...options],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    this.#process = server;
    this.address = await new Promise((resolve, reject) => {
      server.on('error', reject);
      createInterface({ input: server.stderr }).on('line', (line) => {
        const address = /Afterglow is at (http:[^"\s]+)/.exec(line)?.[1];
        if (address) resolve(address);
      });
    });
    return this.address;
  }

  kill = (): Promise<void> => this.#end('SIGKILL');
  /** As an operator ends it. */
  stop = (): Promise<void> => this.#end('SIGTERM');

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }

  /** Runs a command of the same program on the same data; answers what it says. */
  command(...words: string[]): string {
    const asked = spawnSync(BINARY, [...words, '--data-dir', this.data], { encoding: 'utf8' });
    if (asked.status !== 0) throw new Error(`${words.join(' ')}: ${asked.stderr}`);
    return asked.stdout;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
