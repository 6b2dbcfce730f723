/** A server of a test's own, which it may kill. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const BINARY = process.env['AFTERGLOW_BINARY'] ?? '../target/debug/afterglow';

export class OwnServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'afterglow-own-'));
  #process: ChildProcess | undefined;
  address = '127.0.0.1:0';

  /** Starts it, the second time where it was before; answers how it is reached. */
  async start(): Promise<string> {
    const data = join(this.#folder, 'data');
    const listen = this.address.replace('http://', '');
    const server = spawn(BINARY, ['serve', '--listen', listen, '--data-dir', data], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#process = server;
    this.address = await new Promise((resolve, reject) => {
      server.on('error', reject);
      createInterface({ input: server.stdout }).on('line', (line) => {
        const address = /^Afterglow is at (http:\S+)/.exec(line)?.[1];
        if (address) resolve(address);
      });
    });
    return this.address;
  }

  async kill(): Promise<void> {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
