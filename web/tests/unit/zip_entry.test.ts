import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { onlyEntry } from '#data/zip_entry.ts';

interface Packed {
  name: string;
  content: Buffer;
  stored?: boolean;
  /** Sizes stand behind the content, as a program writes that does not know them before. */
  described?: boolean;
  /** Sizes and places stand in a field of their own, as in archives above 4 GB. */
  large?: boolean;
}

const FULL = 0xffffffff;
const u16 = (...values: number[]) =>
  bytes(2, values, (view, at, value) => view.writeUInt16LE(value, at));
const u32 = (...values: number[]) =>
  bytes(4, values, (view, at, value) => view.writeUInt32LE(value, at));
const u64 = (...values: number[]) =>
  bytes(8, values, (view, at, value) => view.writeBigUInt64LE(BigInt(value), at));

function bytes(size: number, values: number[], put: (b: Buffer, at: number, v: number) => unknown) {
  const buffer = Buffer.alloc(size * values.length);
  values.forEach((value, index) => put(buffer, index * size, value));
  return buffer;
}

/** An archive by the format's own description (APPNOTE 6.3.10), whose parts can be written in several ways. */
function zip(entries: Packed[], comment = '', smallEnd = false): File {
  const [parts, list]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, content, stored, described, large } of entries) {
    const packed = stored ? content : deflateRawSync(content);
    const [method, path, sum] = [stored ? 0 : 8, Buffer.from(name), crc32(content)];
    const flags = described ? 8 : 0;
    const sizes = described ? [0, 0] : [packed.length, content.length];
    const local = Buffer.concat([
      u32(0x04034b50),
      u16(20, flags, method, 0, 0),
      u32(described ? 0 : sum, ...sizes),
      u16(path.length, 0),
      path,
      packed,
      ...(described ? [u32(0x08074b50, sum, packed.length, content.length)] : []),
    ]);
    const field = large
      ? Buffer.concat([u16(1, 24), u64(content.length, packed.length, at)])
      : u16();
    list.push(
      u32(0x02014b50),
      u16(20, 20, flags, method, 0, 0),
      u32(sum, large ? FULL : packed.length, large ? FULL : content.length),
      u16(path.length, field.length, 0, 0, 0),
      u32(0, large ? FULL : at),
      path,
      field,
    );
    parts.push(local);
    at += local.length;
  }
  const contents = Buffer.concat(list);
  const isLarge = !smallEnd && entries.some(({ large }) => large);
  const count = entries.length;
  const end64 = Buffer.concat([
    u32(0x06064b50),
    u64(44),
    u16(45, 45),
    u32(0, 0),
    u64(count, count, contents.length, at),
    u32(0x07064b50, 0),
    u64(at + contents.length),
    u32(1),
  ]);
  const end = Buffer.concat([
    u32(0x06054b50),
    u16(0, 0, count, count),
    u32(contents.length, isLarge ? FULL : at),
    u16(comment.length),
    Buffer.from(comment),
  ]);
  const all = Buffer.concat([...parts, contents, ...(isLarge ? [end64] : []), end]);
  return new File([new Uint8Array(all)], 'backup.daylio');
}

/** The names and contents of an archive, read by its list of contents. */
async function unzip(file: Blob): Promise<Record<string, string>> {
  const all = Buffer.from(await file.arrayBuffer());
  const end = all.lastIndexOf(u32(0x06054b50));
  let at = all.readUInt32LE(end + 16);
  expect(end).toBe(at + all.readUInt32LE(end + 12));
  const found: Record<string, string> = {};
  for (let left = all.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(all.readUInt32LE(at)).toBe(0x02014b50);
    const [packed, full] = [all.readUInt32LE(at + 20), all.readUInt32LE(at + 24)];
    const [named, field] = [all.readUInt16LE(at + 28), all.readUInt16LE(at + 30)];
    const start = all.readUInt32LE(at + 42);
    expect(all.readUInt32LE(start)).toBe(0x04034b50);
    const from = start + 30 + all.readUInt16LE(start + 26) + all.readUInt16LE(start + 28);
    const content = all.subarray(from, from + packed);
    const text = all.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content);
    expect([text.length, crc32(text)]).toEqual([full, all.readUInt32LE(at + 16)]);
    found[all.toString('utf8', at + 46, at + 46 + named)] = text.toString();
    at += 46 + named + field + all.readUInt16LE(at + 32);
  }
  return found;
}

const NAME = 'backup.daylio';
const journal = Buffer.from('a journal '.repeat(500));
const photo = { name: 'assets/photos/2026/3/é', content: Buffer.alloc(100_000, 'x'), stored: true };

test.each([
  ['deflated', {}],
  ['stored', { stored: true }],
  ['with its sizes behind it', { described: true }],
  ['stored, with its sizes behind it', { stored: true, described: true }],
])('an entry that is %s comes out alone', async (_, how) => {
  const entry = { name: NAME, content: journal, ...how };
  for (const entries of [[photo, entry], [entry, photo], [entry]]) {
    const only = await onlyEntry(zip(entries, 'PK of mine'), NAME);
    expect(await unzip(only)).toEqual({ [NAME]: journal.toString() });
    expect(only.size).toBeLessThan(journal.length + 500);
  }
});

test('an archive without such an entry is sent as it is, as is what is none', async () => {
  const others = zip([photo, { name: `more/${NAME}`, content: journal }]);
  expect(await onlyEntry(others, NAME)).toBe(others);
  for (const content of ['', 'PK', 'no archive '.repeat(20)]) {
    const file = new File([content], 'x.daylio');
    expect(await onlyEntry(file, NAME)).toBe(file);
  }
  const whole = Buffer.from(await zip([{ name: NAME, content: journal }]).arrayBuffer());
  const cut = new File([new Uint8Array(whole.subarray(0, -30))], 'x.daylio');
  expect(await onlyEntry(cut, NAME)).toBe(cut);
});

test('an archive in the form of those above 4 GB is sent as it is: no backup is as large', async () => {
  const entry = { name: NAME, content: journal, large: true };
  for (const smallEnd of [false, true]) {
    const large = zip([photo, entry], '', smallEnd);
    expect(await onlyEntry(large, NAME)).toBe(large);
  }
});
