/** A mail template, taken apart. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | ReferenceNode
  | { readonly kind: 'if'; readonly branches: readonly Branch[] }
  | {
      readonly kind: 'foreach'
      readonly variable: string
      readonly list: ReferenceNode
      readonly body: readonly TemplateNode[]
    }

/** `$user.firstName`, `${user.firstName}`, `$!quiet` */
export interface ReferenceNode {
  readonly kind: 'reference'
  readonly path: readonly string[]
  /** As it was written: what stands there when nothing has that name. */
  readonly text: string
  /** Nothing stands there when nothing has that name. */
  readonly isQuiet: boolean
}

export interface Branch {
  /** Undefined = `#else`. */
  readonly condition: Condition | undefined
  readonly body: readonly TemplateNode[]
}

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='

export type Condition =
  | ReferenceNode
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null }
  | { readonly kind: 'not'; readonly term: Condition }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly [Condition, Condition] }
  | {
      readonly kind: 'compare'
      readonly operator: Comparison
      readonly left: Condition
      readonly right: Condition
    }

/** What is wrong at a place of a template; both count from 1. */
export interface TemplateFault {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** Deeper than any mail needs, and shallow enough for every stack. */
export const maxNesting = 32
