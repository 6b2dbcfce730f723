/** The words for what a treatment or an event is. */
import { m } from '#messages';
import type { EventCategory, Route, Treatment } from '#domain/records.ts';
import { numberText } from './format.ts';

const ROUTES: Record<Route, () => string> = {
  iv: () => m.route_iv(),
  im: () => m.route_im(),
  nasal: () => m.route_nasal(),
  oral: () => m.route_oral(),
  sublingual: () => m.route_sublingual(),
  subcutaneous: () => m.route_subcutaneous(),
  other: () => m.route_other(),
};

export const routeText = (route: Route): string => ROUTES[route]();

/** The two usual ones in the patient's language; any other as it was written. */
export function medicineText(medicine: string): string {
  if (medicine === 'ketamine') return m.medicine_ketamine();
  if (medicine === 'esketamine') return m.medicine_esketamine();
  return medicine;
}

export function doseText(dose: Treatment['dose']): string {
  return dose ? `${numberText(dose.amount, 3)} ${dose.unit}` : '';
}

const CATEGORIES: Record<EventCategory, () => string> = {
  medication: () => m.event_medication(),
  therapy: () => m.event_therapy(),
  life: () => m.event_life(),
  other: () => m.event_other(),
};

export const categoryText = (category: EventCategory): string => CATEGORIES[category]();
