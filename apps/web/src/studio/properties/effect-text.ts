/** What a number comes to, by a template of the module: `makes {2^value} columns`; undefined for what is no number. */
export function effectText(
  template: string | undefined,
  value: unknown,
  number: (value: number) => string,
): string | undefined {
  if (template === undefined || typeof value !== 'number' || !Number.isFinite(value)) return undefined
  return template.replaceAll(/\{(?:(\d+)\^)?value\}/g, (_, base: string | undefined) =>
    number(base === undefined ? value : Number(base) ** value),
  )
}
