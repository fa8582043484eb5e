import { defineType } from './define-type.ts'

/** The invariant culture, which is the only one: every text is formatted and compared by it. */
export class NetCulture {}

const invariant = new NetCulture()

export const cultureTypes = [
  defineType({ name: 'System.IFormatProvider', kind: 'interface' }),
  defineType({
    name: 'System.Globalization.CultureInfo',
    kind: 'class',
    implements: ['IFormatProvider'],
    represents: NetCulture,
    members: {
      'CultureInfo(string name)': () => invariant,
      'static CultureInfo InvariantCulture { get; }': () => invariant,
      'static CultureInfo CurrentCulture { get; }': () => invariant,
      'static CultureInfo GetCultureInfo(string name)': () => invariant,
      'string Name { get; }': () => '',
    },
    operations: { toText: () => '' },
  }),
]
