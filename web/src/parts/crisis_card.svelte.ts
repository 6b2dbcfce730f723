/** Whether the card with someone to call is shown; any page may ask for it. */

let open = $state(false);

export const crisisCard = {
  get open() {
    return open;
  },
  set open(value: boolean) {
    open = value;
  },
};

export function openCrisisCard(): void {
  open = true;
}
