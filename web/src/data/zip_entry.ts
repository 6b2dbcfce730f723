/** One file of an archive, as an archive of its own: backups hold photos that nobody needs to send. */

/** What an archive ends with, and how far from its end that can begin. */
const END = 0x06054b50;
const END_BYTES = 22;
const COMMENT_BYTES = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** What stands in the place of a size or a place that only a larger archive has room for (zip64). */
const ELSEWHERE = 0xffffffff;

interface Entry {
  /** Where its own header and its content are. */
  start: number;
  packed: number;
  /** The entry in the list of contents. */
  listed: Uint8Array;
}

/** The archive with the entry of this name alone; the file itself where there is none, or it is of zip64. */
export async function onlyEntry(file: File, name: string): Promise<Blob> {
  const entry = await find(file, name);
  if (!entry) return file;
  const header = new DataView(
    await file.slice(entry.start, entry.start + LOCAL_BYTES).arrayBuffer(),
  );
  const names = header.getUint16(26, true) + header.getUint16(28, true);
  const length = LOCAL_BYTES + names + entry.packed;
  const listed = entry.listed.slice();
  new DataView(listed.buffer).setUint32(42, 0, true);
  const end = new DataView(new ArrayBuffer(END_BYTES));
  end.setUint32(0, END, true);
  end.setUint16(8, 1, true);
  end.setUint16(10, 1, true);
  end.setUint32(12, listed.length, true);
  end.setUint32(16, length, true);
  return new Blob([file.slice(entry.start, entry.start + length), listed, end.buffer]);
}

async function find(file: File, name: string): Promise<Entry | undefined> {
  const from = Math.max(0, file.size - END_BYTES - COMMENT_BYTES);
  const tail = new DataView(await file.slice(from).arrayBuffer());
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== END) at -= 1;
  if (at < 0) return undefined;
  const start = tail.getUint32(at + 16, true);
  const list = await file.slice(start, start + tail.getUint32(at + 12, true)).arrayBuffer();
  return listed(new DataView(list), name);
}

function listed(list: DataView<ArrayBuffer>, name: string): Entry | undefined {
  let at = 0;
  while (at + ENTRY_BYTES <= list.byteLength && list.getUint32(at, true) === ENTRY) {
    const named = list.getUint16(at + 28, true);
    const length =
      ENTRY_BYTES + named + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
    const path = new TextDecoder().decode(new Uint8Array(list.buffer, at + ENTRY_BYTES, named));
    if (path === name) {
      const [start, packed] = [list.getUint32(at + 42, true), list.getUint32(at + 20, true)];
      const isLarge = start === ELSEWHERE || packed === ELSEWHERE;
      return isLarge
        ? undefined
        : { start, packed, listed: new Uint8Array(list.buffer, at, length) };
    }
    at += length;
  }
  return undefined;
}
