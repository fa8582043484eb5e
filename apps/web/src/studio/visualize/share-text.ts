/** A share as a percentage, with no more digits than say something. */
export const shareText = (share: number, figure: (value: number) => string): string =>
  `${figure(Number((100 * share).toPrecision(share < 0.0995 ? 2 : 3)))} %`
