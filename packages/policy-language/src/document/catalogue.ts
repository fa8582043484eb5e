import type { PolicyCategory } from '@sluice/contracts'
import type { JudgeElement } from './judge-element.ts'
import type { PolicyScope, SectionName } from './policy-document.ts'

/**
 * What may stand in a policy document, as data: derived from the policies' own declarations, so that checking,
 * documentation and editor forms never know a policy by name.
 */
export type PolicyCatalogue = Readonly<Record<string, PolicyDeclaration>>

export interface PolicyDeclaration extends ElementDeclaration {
  readonly name: string
  /** What it does, one sentence. */
  readonly summary: string
  readonly category: PolicyCategory
  /** XML to begin with, which checks without fault; `#{name}` stands for what the writer fills in. */
  readonly snippet: string
  readonly sections: readonly SectionName[]
  readonly scopes: readonly PolicyScope[]
  readonly isOncePerSection: boolean
  /** False = of no use where only the handshake of a WebSocket passes policies; left out = it is. */
  readonly isUsableAtHandshake?: boolean
  /** Known to the compatible service and not served here: why, and what to use instead, as the end of a sentence. */
  readonly unserved?: string
}

export interface ElementDeclaration {
  readonly attributes: Readonly<Record<string, AttributeDeclaration>>
  readonly rules: readonly AttributeRule[]
  readonly content: ContentDeclaration
  /** Asked where the shape is right, for what data cannot say. The one part of a declaration that is no data. */
  readonly judge?: JudgeElement
}

export interface AttributeDeclaration {
  /** What it is for, one sentence. */
  readonly help: string
  readonly value: ValueType
  readonly isRequired: boolean
  readonly allowsExpression: boolean
  /** As it would be written. */
  readonly defaultText?: string
}

/** What attributes demand of one another. */
export interface AttributeRule {
  readonly rule: 'at-least-one' | 'at-most-one'
  readonly of: readonly string[]
}

export type ContentDeclaration =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'text'
      /** What is written there, one sentence. */
      readonly help: string
      readonly value: ValueType
      readonly allowsExpression: boolean
      /** Elements may stand there, too: they are part of the text. */
      readonly allowsMarkup?: boolean
    }
  | { readonly kind: 'elements'; readonly elements: Readonly<Record<string, ChildDeclaration>> }
  /** Policies of the section, as inside `choose/when`. */
  | {
      readonly kind: 'statements'
      /** Undefined = all that the section allows. */
      readonly only?: readonly string[]
      /** Those that may not stand there, however deep. */
      readonly never?: readonly string[]
    }

export interface ChildDeclaration {
  /** What it is for, one sentence. */
  readonly help: string
  readonly element: ElementDeclaration
  readonly min: number
  /** Undefined = any number. */
  readonly max?: number
  /** With this attribute value none is needed. */
  readonly optionalWhen?: { readonly attribute: string; readonly is: string }
}

/** What a text must be to be a value. */
export type ValueType =
  | {
      readonly type: 'text'
      readonly minLength: number
      /** White space around it does not count. */
      readonly isTrimmed?: boolean
      /** Regular expression the whole text must match, and what it means in words. */
      readonly pattern?: { readonly expression: string; readonly meaning: string }
      /** An expression may give any type, not only text. */
      readonly isAnyType?: boolean
      /** It is the identifier of a resource, which must exist. */
      readonly names?: 'backend'
      /** Values in lower case that are refused in any case, and why. */
      readonly refused?: { readonly values: readonly string[]; readonly reason: string }
    }
  | { readonly type: 'integer'; readonly min: number; readonly max?: number }
  | { readonly type: 'boolean' }
  | {
      readonly type: 'choice'
      readonly values: readonly string[]
      /** Values of the compatible service that are known and not served, with the reason. */
      readonly unserved?: Readonly<Record<string, string>>
    }
  | { readonly type: 'url'; readonly schemes: readonly string[] }
  /** Known to the compatible service and not served here. */
  | { readonly type: 'unserved'; readonly reason: string }
