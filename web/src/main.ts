/** Starts the app: what this device knows first, the server when it can be reached. */
import { mount } from 'svelte';
import { getLocale } from '#locale';
import { loadMessages } from '#messages';
import { currentAccount, loadAccount } from '#data/account.svelte.ts';
import { followClock } from '#data/clock.svelte.ts';
import { followInstallation } from '#data/installation.svelte.ts';
import { finishLeaving, leaveTogether, tellOfLeaving } from '#data/leaving.ts';
import { remindersGoOn } from '#data/reminders_here.ts';
import { keepInSync } from '#data/sync.svelte.ts';
import { currentPlace, followLinks } from '#parts/router.svelte.ts';
import App from './App.svelte';
import { readAhead } from './read_ahead.ts';
import { roomAt } from './routes.ts';
import './app.css';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

document.documentElement.lang = getLocale();
followLinks();
const loaded = finishLeaving().then(loadAccount);
// The page is on its way before the first sentence has come; should that fail, the app says so.
const room = loaded.then(() => roomAt(currentPlace(), currentAccount() !== null).load());
try {
  await Promise.all([loadMessages('first'), loaded, room.catch(() => undefined)]);
} catch (cause) {
  // Without a sentence of its own: public/unloaded.js has some.
  dispatchEvent(new Event('unloaded'));
  throw cause;
}
mount(App, { target });
leaveTogether();
keepInSync();
followClock();
followInstallation();
readAhead();
if (currentAccount()) void remindersGoOn();
tellOfLeaving();
