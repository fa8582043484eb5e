/** After what was used has gone from the page: who listens to it or uses it by keyboard goes on at its title. */
export const focusTitle = (): void => document.querySelector<HTMLElement>('main h1')?.focus()
