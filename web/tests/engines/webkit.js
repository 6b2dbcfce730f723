/** The journey in WebKitGTK, of the family of every browser on an iPhone: `tests/webkit` runs this. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { goThrough } from './steps.js';
import { WebDriver } from './webdriver.js';

const PORT = 4445;
const START_MS = 30_000;

async function started() {
  for (const end = Date.now() + START_MS; ; await sleep(250)) {
    try {
      return await WebDriver.start(`http://127.0.0.1:${PORT}`);
    } catch (cause) {
      if (Date.now() > end) throw cause;
    }
  }
}

const driver = spawn('WebKitWebDriver', [`--port=${PORT}`], { stdio: 'ignore' });
try {
  const browser = await started();
  await goThrough(`WebKitGTK ${browser.version}`, () => browser.newPage());
} finally {
  driver.kill();
}
