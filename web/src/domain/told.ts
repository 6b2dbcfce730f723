/** The shapes of all that travels, by their names in the API document. */
import type { components } from './contract.ts';

/** As the document has them. */
export type Schemas = components['schemas'];

/** A shape as it is told: what may be left out is left out. Neither this app nor the server writes `null` in its place. */
export type Told<Name extends keyof Schemas> = LeftOut<Schemas[Name]>;

type LeftOut<T> = T extends readonly (infer Item)[]
  ? LeftOut<Item>[]
  : T extends object
    ? { [Member in keyof T]: LeftOut<InPlace<T, Member>> }
    : T;

type InPlace<T, Member extends keyof T> =
  Partial<Pick<T, Member>> extends Pick<T, Member>
    ? Exclude<T[Member], null | undefined>
    : T[Member];
