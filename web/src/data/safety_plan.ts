/** The safety plan on this device: one for an account, read and written like any record. */
import type { Identified } from '#domain/records.ts';
import { PLAN_ID, type SafetyPlan } from '#domain/safety_plan.ts';
import { withDatabase } from './database.ts';
import { find } from './journal.ts';

export interface KeptPlan {
  plan: Identified<SafetyPlan> | undefined;
  /** Another device wrote one as well, and the patient has not chosen yet. */
  twice: boolean;
}

export async function keptPlan(): Promise<KeptPlan> {
  const [plan, conflicts] = await Promise.all([
    find('safety_plan', PLAN_ID),
    withDatabase((database) => database.count('conflicts', PLAN_ID)),
  ]);
  return { plan, twice: conflicts > 0 };
}
