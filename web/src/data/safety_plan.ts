/** The safety plan on this device: one for an account, written like any record (data/journal.ts). */
import { PLAN_ID, type SafetyPlan } from '#domain/safety_plan.ts';
import { withDatabase } from './database.ts';

export interface KeptPlan {
  plan: SafetyPlan | undefined;
  /** Another device wrote one as well, and the patient has not chosen yet. */
  twice: boolean;
}

/** Reads no more of the journal than this, for the help card is behind every page. */
export async function keptPlan(): Promise<KeptPlan> {
  const [record, conflicts] = await withDatabase((database) =>
    Promise.all([database.get('records', PLAN_ID), database.count('conflicts', PLAN_ID)]),
  );
  return { plan: record?.body as SafetyPlan | undefined, twice: conflicts > 0 };
}
