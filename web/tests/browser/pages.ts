/** Every page there is, for what must hold on each of them. */

/** Before signing in. */
export const OPEN = ['/', '/sign-in', '/sign-up', '/recover'];

export const JOURNAL = [
  '/',
  '/treatments',
  '/treatments/new',
  '/timeline',
  '/relief',
  '/relief/guide',
  '/events/new',
  '/settings',
  '/settings/measures',
  '/settings/measures/new',
  '/settings/reminders',
  '/settings/conditions',
  '/questionnaires',
  '/questionnaires/phq_9',
  '/questionnaires/who_5/total',
  '/settings/questionnaires',
  '/settings/import',
  '/safety-plan',
  '/safety-plan/edit',
  '/share',
  '/share/new',
  '/unsettled',
  '/nowhere',
];
