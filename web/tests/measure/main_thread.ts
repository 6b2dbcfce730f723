/** What the page's main thread is busy with, from Chromium's own trace. */
import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Of the processor: what else the machine does meanwhile hardly counts. Microseconds, like all. */
  tdur?: number;
  args: { name?: string };
}

/** Milliseconds, up to a moment. */
export interface Busy {
  all: number;
  longest: number;
  script: number;
  style: number;
  layout: number;
  paint: number;
}

const SORTS: Record<'script' | 'style' | 'layout' | 'paint', readonly string[]> = {
  script: [
    'FunctionCall',
    'EvaluateScript',
    'v8.evaluateModule',
    'v8.compileModule',
    'EventDispatch',
  ],
  style: ['UpdateLayoutTree'],
  layout: ['Layout'],
  paint: ['PrePaint', 'Paint', 'Layerize', 'Commit'],
};
const SETTLED_MS = 3000;

/** What the page marks when its first frame is on the screen. */
export const STANDS = 'stands';

/** From `act` on, until the page stands and until it rests, `slowdown` times slower than this machine. */
export async function mainThread(
  page: Page,
  slowdown: number,
  act: () => Promise<void>,
): Promise<{ stands: Busy; rests: Busy }> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as never[])));
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const categories = 'toplevel,devtools.timeline,blink.user_timing';
  await session.send('Tracing.start', { categories });
  await act();
  await page.waitForTimeout(SETTLED_MS);
  await ended(session);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.detach();
  const stood = events.find(({ name }) => name === STANDS)?.ts ?? NaN;
  const tasks = tasksOf(events);
  return { stands: busy(tasks.filter(({ ts }) => ts < stood)), rests: busy(tasks) };
}

async function ended(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
}

/** The thread of the page: the renderer's main one, of several the busiest. */
function tasksOf(events: readonly TraceEvent[]): TraceEvent[] {
  const named = events.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const threads = named.map(({ pid, tid }) =>
    events.filter((event) => event.ph === 'X' && event.pid === pid && event.tid === tid),
  );
  return threads.sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Each event counts without those inside it, and as a part of what it is inside of. */
function busy(tasks: readonly TraceEvent[]): Busy {
  const found: Busy = { all: 0, longest: 0, script: 0, style: 0, layout: 0, paint: 0 };
  const around: { end: number; sort: keyof typeof SORTS | undefined }[] = [];
  const inOrder = [...tasks].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  for (const { name, ts, dur = 0, tdur = 0 } of inOrder) {
    while ((around.at(-1)?.end ?? Infinity) <= ts) around.pop();
    const outer = around.at(-1);
    const sorts = Object.keys(SORTS) as (keyof typeof SORTS)[];
    const sort = sorts.find((each) => SORTS[each].includes(name)) ?? outer?.sort;
    if (outer === undefined) {
      found.all += tdur / 1000;
      found.longest = Math.max(found.longest, tdur / 1000);
    }
    if (sort) found[sort] += tdur / 1000;
    if (outer?.sort) found[outer.sort] -= tdur / 1000;
    around.push({ end: ts + dur, sort });
  }
  return found;
}
