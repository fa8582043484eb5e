import { hashOfKey } from '../net/hash-code.ts'
import { compareTexts, equalTexts, ignoresCase, stringComparison, upperInvariant } from '../net/text-comparison.ts'
import { defineEnum, defineType } from './define-type.ts'

/** `StringComparer`: how texts are compared as keys or for order. */
export class NetStringComparer {
  readonly comparison: number

  constructor(comparison: number) {
    this.comparison = comparison
  }

  /** The same for texts that are equal by it. */
  keyOf(text: unknown): unknown {
    return typeof text === 'string' && ignoresCase(this.comparison) ? upperInvariant(text) : text
  }

  compare(a: string | null, b: string | null): number {
    return compareTexts(a, b, this.comparison)
  }
}

const comparer = (comparison: number): (() => NetStringComparer) => {
  const made = new NetStringComparer(comparison)
  return () => made
}

export const stringComparisonTypes = [
  defineEnum('System.StringComparison', stringComparison),
  defineType({
    name: 'System.Collections.Generic.IEqualityComparer<in T>',
    kind: 'interface',
  }),
  defineType({
    name: 'System.Collections.Generic.IComparer<in T>',
    kind: 'interface',
  }),
  defineType({
    name: 'System.StringComparer',
    kind: 'class',
    represents: NetStringComparer,
    implements: ['IEqualityComparer<string>', 'IComparer<string>'],
    members: Object.fromEntries([
      ...Object.entries(stringComparison).map(
        ([name, value]) => [`static StringComparer ${name} { get; }`, comparer(value)] as const,
      ),
      [
        'bool Equals(string x, string y)',
        ({ comparison }: NetStringComparer, a: string | null, b: string | null) => equalTexts(a, b, comparison),
      ],
      [
        'int Compare(string x, string y)',
        (self: NetStringComparer, a: string | null, b: string | null) => self.compare(a, b),
      ],
      ['int GetHashCode(string obj)', (self: NetStringComparer, text: string) => hashOfKey(self.keyOf(text))],
    ]),
  }),
]
