/** Whether a UTF-16 unit belongs to a set. */
export type CharacterTest = (unit: number) => boolean

export type AssertionKind =
  | 'lineStart'
  | 'lineEnd'
  | 'textStart'
  | 'textEnd'
  | 'textEndOrLastLine'
  | 'searchStart'
  | 'wordBoundary'
  | 'noWordBoundary'

/** A parsed regular expression. Groups are numbered as .NET numbers them, 0 being the whole match. */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'character'; readonly test: CharacterTest; readonly literal?: number }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly choices: readonly RegexNode[] }
  | {
      readonly kind: 'repeat'
      readonly body: RegexNode
      readonly min: number
      readonly max: number
      readonly isLazy: boolean
    }
  /** `uncaptured`: the group whose last capture is taken back, of a balancing group. */
  | {
      readonly kind: 'capture'
      readonly group: number | undefined
      readonly uncaptured: number | undefined
      readonly body: RegexNode
    }
  | { readonly kind: 'reference'; readonly group: number; readonly ignoresCase: boolean }
  | { readonly kind: 'assertion'; readonly assertion: AssertionKind; readonly isAscii: boolean }
  | { readonly kind: 'look'; readonly isBehind: boolean; readonly isNegative: boolean; readonly body: RegexNode }
  | { readonly kind: 'atomic'; readonly body: RegexNode }
  | {
      readonly kind: 'conditional'
      readonly condition: number | RegexNode
      readonly yes: RegexNode
      readonly no: RegexNode
    }

/** A capture group by its number; groups without a name are called by their number. */
export interface GroupName {
  readonly number: number
  readonly name: string
}
