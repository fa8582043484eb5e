import type { ResourceAccess } from './define-resource.ts'

/**
 * An association under a name of its own: `/products/{productId}/apiLinks/{linkId}` is the same fact as
 * `/products/{productId}/apis/{apiId}`, and either way shows what the other made.
 */
export interface LinkDeclaration {
  readonly type: string
  readonly title: string
  /** Below the service; the last identifier is `{linkId}`. */
  readonly path: string
  /** Declared path of the association. */
  readonly association: string
  /** Field of the properties that refers to the other side, and the declared path of that. */
  readonly field: string
  readonly refersTo: string
  readonly access?: ResourceAccess
}

export const defineLink = (declaration: LinkDeclaration): LinkDeclaration => declaration
