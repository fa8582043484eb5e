import { type PlacedStatement, type PolicyDeclaration, policyScopes, sectionNames } from '@sluice/policy-language'
import {
  type AttributeSettings,
  type Attributes,
  type ElementDefinition,
  element,
  noContent,
  type ReadingPlace,
} from './element-spec.ts'
import type { PolicyServices } from './policy-services.ts'
import type { Step } from './step.ts'

/** Where the statement that is compiled stands. */
export type Placement = Omit<PlacedStatement, 'statement'>

export interface PolicyDefinition<A extends Attributes, C>
  extends ElementDefinition<A, C>,
    Pick<
      PolicyDeclaration,
      'name' | 'summary' | 'category' | 'snippet' | 'sections' | 'scopes' | 'isUsableAtHandshake' | 'findConflicts'
    > {
  readonly isOncePerSection?: boolean
  /**
   * Does all that does not depend on a call; the step it returns only serves. `settings` has each attribute under its
   * own name, and `text`, `children` or `statements` for what stands inside.
   */
  readonly compile: (settings: AttributeSettings<A> & C, services: PolicyServices, placement: Placement) => Step
}

/** A policy as the registry holds it. */
export interface Policy {
  readonly declaration: PolicyDeclaration
  compile(place: ReadingPlace, services: PolicyServices): Step
}

/** Declares a policy; checking, the catalogue and the settings that `compile` sees are derived from it. */
export function definePolicy<A extends Attributes = Record<never, never>, C = unknown>(
  definition: PolicyDefinition<A, C>,
): Policy {
  const spec = element(definition)
  const { name, summary, category, snippet, sections, scopes, isOncePerSection = false } = definition
  const about = {
    ...{ name, summary, category, snippet, sections, scopes, isOncePerSection },
    ...(definition.isUsableAtHandshake === false ? { isUsableAtHandshake: false } : {}),
    ...(definition.findConflicts === undefined ? {} : { findConflicts: definition.findConflicts }),
  }
  return Object.freeze({
    declaration: Object.freeze({ ...spec.declaration, ...about }),
    compile(place: ReadingPlace, services: PolicyServices) {
      const { statement, ...placement } = place.statement
      return definition.compile(spec.read(statement, place), services, placement)
    },
  })
}

/** A policy of the compatible service that is refused, with the reason and what to use instead as the end of a sentence. */
export function unservedPolicy(
  about: Pick<PolicyDeclaration, 'name' | 'category'> & { readonly reason: string },
): Policy {
  const { name, category, reason } = about
  return Object.freeze({
    declaration: Object.freeze({
      name,
      category,
      summary: `Not served: ${reason}.`,
      unserved: reason,
      snippet: `<${name} />`,
      sections: sectionNames,
      scopes: policyScopes,
      isOncePerSection: false,
      attributes: {},
      rules: [],
      content: noContent,
    }),
    compile: () => {
      throw new Error('Documents are checked before.')
    },
  })
}
