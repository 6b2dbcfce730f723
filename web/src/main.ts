/** Starts the app: what this device knows first, the server when it can be reached. */
import { getLocale } from '#locale';
import { loadMessages } from '#messages';
import { currentAccount, loadAccount } from '#data/account.svelte.ts';
import { followClock } from '#data/clock.svelte.ts';
import { close } from '#data/database.ts';
import { followInstallation } from '#data/installation.svelte.ts';
import { finishLeaving, leaveTogether, tellOfLeaving } from '#data/leaving.ts';
import { remindersGoOn } from '#data/reminders_here.ts';
import { keepInSync } from '#data/sync.svelte.ts';
import { currentPlace, followLinks } from '#parts/router.svelte.ts';
import App from './App.svelte';
import { readAhead } from './read_ahead.ts';
import { roomAt } from './routes.ts';
import { starting } from './starting.ts';
import './app.css';

document.documentElement.lang = getLocale();
followLinks();

async function ready(): Promise<typeof App> {
  const loaded = finishLeaving().then(loadAccount);
  // The page is on its way before the first sentence has come; should that fail, the app says so.
  const room = loaded.then(() => roomAt(currentPlace(), currentAccount() !== null).load());
  await Promise.all([loadMessages(), loaded, room.catch(() => undefined)]);
  return App;
}

// WebKit (2.50) keeps the database open in a page that is put aside for the way back, and the page that
// comes next would wait for ever to write to several stores at once.
addEventListener('pagehide', () => void close());

void starting('app', ready).then(() => {
  leaveTogether();
  keepInSync();
  followClock();
  followInstallation();
  readAhead();
  if (currentAccount()) void remindersGoOn();
  tellOfLeaving();
});
