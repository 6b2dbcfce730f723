/** The parts of a safety plan by name: the same for who writes it, and for whom it is shared with. */
import { m } from '#messages';
import { PARTS, type Part, type SafetyPlan } from '#domain/safety_plan.ts';

export const PART_TITLES: Record<Part, () => string> = {
  warning_signs: () => m.plan_warning_signs(),
  helps_alone: () => m.plan_helps_alone(),
  helps_with_others: () => m.plan_helps_with_others(),
  places: () => m.plan_places(),
  people: () => m.plan_people(),
  safer_surroundings: () => m.plan_safer_surroundings(),
  reasons_to_live: () => m.plan_reasons_to_live(),
};

/** Each part that holds something: its title, and its entries in words. */
export function partsOf(plan: SafetyPlan): { part: Part; title: string; entries: string[] }[] {
  return PARTS.flatMap((part) => {
    const entries =
      part === 'people'
        ? (plan.people ?? []).map(({ name, phone, note }) =>
            [name, phone, note].filter(Boolean).join(', '),
          )
        : (plan[part] ?? []);
    return entries.length > 0 ? [{ part, title: PART_TITLES[part](), entries }] : [];
  });
}
