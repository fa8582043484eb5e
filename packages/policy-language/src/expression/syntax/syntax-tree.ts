import type { TypeName } from '../net-types/type-name.ts'

/** Offsets in the text of the expression, which begins with its `@`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** An expression as it is written. Frozen, with everything in it. */
export type ExpressionSyntax = Span & ExpressionKind

type ExpressionKind =
  | LiteralSyntax
  | { readonly kind: 'interpolated'; readonly parts: readonly InterpolationPart[] }
  | { readonly kind: 'name'; readonly name: string; readonly typeArgs: readonly TypeName[] }
  /** A type where an expression could stand, before a dot: `int.Parse`. */
  | { readonly kind: 'type'; readonly type: TypeName }
  | MemberSyntax
  | { readonly kind: 'index'; readonly target: ExpressionSyntax; readonly args: readonly ArgumentSyntax[] }
  | { readonly kind: 'call'; readonly target: ExpressionSyntax; readonly args: readonly ArgumentSyntax[] }
  /** `target?.access`: `access` begins with the receiver. */
  | { readonly kind: 'conditionalAccess'; readonly target: ExpressionSyntax; readonly access: ExpressionSyntax }
  /** Stands for the value before `?.` inside what follows it. */
  | { readonly kind: 'receiver' }
  | NewSyntax
  | NewArraySyntax
  | { readonly kind: 'anonymous'; readonly members: readonly NamedSyntax[] }
  | { readonly kind: 'tuple'; readonly elements: readonly TupleElementSyntax[] }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: ExpressionSyntax }
  | IncrementSyntax
  | BinarySyntax
  | AssignmentSyntax
  | ConditionalSyntax
  | { readonly kind: 'cast'; readonly type: TypeName; readonly operand: ExpressionSyntax }
  | { readonly kind: 'as'; readonly operand: ExpressionSyntax; readonly type: TypeName }
  | { readonly kind: 'is'; readonly operand: ExpressionSyntax; readonly pattern: PatternSyntax }
  | LambdaSyntax
  | { readonly kind: 'throw'; readonly operand: ExpressionSyntax }
  | { readonly kind: 'default'; readonly type: TypeName | undefined }
  | { readonly kind: 'typeof'; readonly type: TypeName }
  | { readonly kind: 'checked'; readonly isChecked: boolean; readonly operand: ExpressionSyntax }
  | { readonly kind: 'switch'; readonly operand: ExpressionSyntax; readonly arms: readonly SwitchArmSyntax[] }
  /** `out var x`; the type is undefined for `var`, the name for `_`. */
  | { readonly kind: 'declaration'; readonly type: TypeName | undefined; readonly name: string | undefined }

export type LiteralSyntax =
  | { readonly kind: 'literal'; readonly type: 'null'; readonly value: null }
  | { readonly kind: 'literal'; readonly type: 'bool'; readonly value: boolean }
  | { readonly kind: 'literal'; readonly type: 'string'; readonly value: string }
  | { readonly kind: 'literal'; readonly type: 'int' | 'uint' | 'float' | 'double' | 'char'; readonly value: number }
  | { readonly kind: 'literal'; readonly type: 'long' | 'ulong'; readonly value: bigint }
  /** Digits with an optional point and exponent. */
  | { readonly kind: 'literal'; readonly type: 'decimal'; readonly value: string }

export type InterpolationPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'hole'
      readonly expression: ExpressionSyntax
      readonly alignment: ExpressionSyntax | undefined
      readonly format: string | undefined
    }

export interface MemberSyntax {
  readonly kind: 'member'
  readonly target: ExpressionSyntax
  readonly name: string
  readonly nameStart: number
  readonly typeArgs: readonly TypeName[]
}

export interface NewSyntax {
  readonly kind: 'new'
  /** Undefined: the type follows from where it stands (`new()`). */
  readonly type: TypeName | undefined
  readonly args: readonly ArgumentSyntax[]
  readonly initializer: InitializerSyntax | undefined
}

export interface NewArraySyntax {
  readonly kind: 'newArray'
  /** Undefined: follows from the items, or (`{ … }` of a typed declaration) from the variable. */
  readonly element: TypeName | undefined
  readonly size: ExpressionSyntax | undefined
  readonly items: readonly ExpressionSyntax[] | undefined
}

export interface NamedSyntax extends Span {
  readonly name: string
  readonly value: ExpressionSyntax
}

export interface TupleElementSyntax {
  readonly name: string | undefined
  readonly value: ExpressionSyntax
}

/** What stands in braces behind `new`: `{ A = 1, ["k"] = 2, { "k", 3 }, 4 }`. */
export type InitializerSyntax = Span & { readonly items: readonly InitializerItemSyntax[] }

export type InitializerItemSyntax = Span &
  (
    | { readonly kind: 'member'; readonly name: string; readonly value: ExpressionSyntax | InitializerSyntax }
    | { readonly kind: 'index'; readonly args: readonly ArgumentSyntax[]; readonly value: ExpressionSyntax }
    | { readonly kind: 'add'; readonly args: readonly ExpressionSyntax[] }
  )

export interface ArgumentSyntax extends Span {
  readonly name: string | undefined
  /** How it is handed over. */
  readonly mode: 'value' | 'out' | 'ref'
  readonly value: ExpressionSyntax
}

export type UnaryOperator = '+' | '-' | '!' | '~'

export interface IncrementSyntax {
  readonly kind: 'increment'
  readonly by: 1 | -1
  /** The value before (`x++`) or after (`++x`). */
  readonly isPostfix: boolean
  readonly operand: ExpressionSyntax
}

export type BinaryOperator =
  | '*'
  | '/'
  | '%'
  | '+'
  | '-'
  | '<<'
  | '>>'
  | '<'
  | '>'
  | '<='
  | '>='
  | '=='
  | '!='
  | '&'
  | '^'
  | '|'
  | '&&'
  | '||'
  | '??'

export interface BinarySyntax {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly operatorStart: number
  readonly left: ExpressionSyntax
  readonly right: ExpressionSyntax
}

export interface AssignmentSyntax {
  readonly kind: 'assignment'
  /** Undefined: plain `=`. */
  readonly operator: BinaryOperator | undefined
  readonly target: ExpressionSyntax
  readonly value: ExpressionSyntax
}

export interface ConditionalSyntax {
  readonly kind: 'conditional'
  readonly condition: ExpressionSyntax
  readonly whenTrue: ExpressionSyntax
  readonly whenFalse: ExpressionSyntax
}

export interface LambdaSyntax extends Span {
  readonly kind: 'lambda'
  readonly parameters: readonly LambdaParameterSyntax[]
  readonly body: ExpressionSyntax | BlockSyntax
}

export interface LambdaParameterSyntax extends Span {
  readonly name: string
  readonly type: TypeName | undefined
  /** Range variables of a query that the parameter holds as its properties. */
  readonly holds?: readonly string[]
}

export interface SwitchArmSyntax {
  readonly pattern: PatternSyntax
  readonly guard: ExpressionSyntax | undefined
  readonly value: ExpressionSyntax
}

export type PatternSyntax = Span &
  (
    | { readonly kind: 'constant'; readonly value: ExpressionSyntax }
    /** A type, with the name of the variable that gets the value. */
    | { readonly kind: 'type'; readonly type: TypeName; readonly name: string | undefined }
    /** A name that may be that of a type or of a constant: `case Foo:`. */
    | { readonly kind: 'typeOrConstant'; readonly type: TypeName; readonly value: ExpressionSyntax }
    | { readonly kind: 'var'; readonly name: string | undefined }
    | { readonly kind: 'relational'; readonly operator: '<' | '>' | '<=' | '>='; readonly value: ExpressionSyntax }
    | { readonly kind: 'not'; readonly pattern: PatternSyntax }
    | { readonly kind: 'and' | 'or'; readonly left: PatternSyntax; readonly right: PatternSyntax }
  )

export type StatementSyntax = Span & StatementKind

type StatementKind =
  | { readonly kind: 'block'; readonly statements: readonly StatementSyntax[] }
  | {
      readonly kind: 'local'
      readonly isConst: boolean
      /** Undefined for `var`. */
      readonly type: TypeName | undefined
      readonly variables: readonly VariableSyntax[]
    }
  /** `var (a, b) = …`, `(a, b) = …` */
  | { readonly kind: 'deconstruct'; readonly targets: readonly TargetSyntax[]; readonly value: ExpressionSyntax }
  | LocalFunctionSyntax
  | UsingSyntax
  | { readonly kind: 'expression'; readonly expression: ExpressionSyntax }
  | IfSyntax
  | ForSyntax
  | ForEachSyntax
  | { readonly kind: 'while'; readonly condition: ExpressionSyntax; readonly body: StatementSyntax }
  | { readonly kind: 'do'; readonly condition: ExpressionSyntax; readonly body: StatementSyntax }
  | {
      readonly kind: 'switchStatement'
      readonly operand: ExpressionSyntax
      readonly sections: readonly SwitchSectionSyntax[]
    }
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' }
  | GotoSyntax
  | { readonly kind: 'return'; readonly value: ExpressionSyntax | undefined }
  /** Without a value: the exception that was caught goes on. */
  | { readonly kind: 'throwStatement'; readonly value: ExpressionSyntax | undefined }
  | TrySyntax
  | { readonly kind: 'checkedBlock'; readonly isChecked: boolean; readonly body: BlockSyntax }
  | { readonly kind: 'empty' }

export type BlockSyntax = Extract<StatementSyntax, { readonly kind: 'block' }>

export interface VariableSyntax extends Span {
  readonly name: string
  readonly value: ExpressionSyntax | undefined
}

export type TargetSyntax = Span &
  (
    | { readonly kind: 'new'; readonly type: TypeName | undefined; readonly name: string | undefined }
    | { readonly kind: 'existing'; readonly target: ExpressionSyntax }
  )

export interface LocalFunctionSyntax {
  readonly kind: 'localFunction'
  readonly name: string
  /** Undefined for `void`. */
  readonly returns: TypeName | undefined
  readonly parameters: readonly ParameterSyntax[]
  readonly body: ExpressionSyntax | BlockSyntax
}

/** A parameter of a local function. */
export interface ParameterSyntax extends Span {
  readonly name: string
  readonly type: TypeName
  readonly mode: 'value' | 'out' | 'ref' | 'params'
  readonly defaultValue: ExpressionSyntax | undefined
}

/** `using (…) …`, or `using var x = …;` with what follows it in its block. */
export interface UsingSyntax {
  readonly kind: 'using'
  /** A declaration, or an expression whose value has no name. */
  readonly resource: StatementSyntax
  readonly body: StatementSyntax
}

/** `goto case value;`, or `goto default;` without a value. */
export interface GotoSyntax {
  readonly kind: 'goto'
  readonly value: ExpressionSyntax | undefined
}

export interface IfSyntax {
  readonly kind: 'if'
  readonly condition: ExpressionSyntax
  readonly whenTrue: StatementSyntax
  readonly whenFalse: StatementSyntax | undefined
}

export interface ForSyntax {
  readonly kind: 'for'
  readonly initializers: readonly StatementSyntax[]
  readonly condition: ExpressionSyntax | undefined
  readonly updates: readonly ExpressionSyntax[]
  readonly body: StatementSyntax
}

export interface ForEachSyntax {
  readonly kind: 'foreach'
  /** Undefined for `var`. */
  readonly type: TypeName | undefined
  readonly name: string
  /** `foreach (var (k, v) in …)` */
  readonly parts: readonly TargetSyntax[] | undefined
  readonly source: ExpressionSyntax
  readonly body: StatementSyntax
}

export interface SwitchSectionSyntax {
  readonly labels: readonly SwitchLabelSyntax[]
  readonly statements: readonly StatementSyntax[]
}

export type SwitchLabelSyntax = Span & {
  /** Undefined for `default`. */
  readonly pattern: PatternSyntax | undefined
  readonly guard: ExpressionSyntax | undefined
}

export interface TrySyntax {
  readonly kind: 'try'
  readonly body: BlockSyntax
  readonly catches: readonly CatchSyntax[]
  readonly finallyBody: BlockSyntax | undefined
}

export interface CatchSyntax extends Span {
  /** Undefined: any exception. */
  readonly type: TypeName | undefined
  readonly name: string | undefined
  readonly filter: ExpressionSyntax | undefined
  readonly body: BlockSyntax
}
