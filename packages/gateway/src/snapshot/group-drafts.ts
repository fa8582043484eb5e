import type { SnapshotEntryOf } from '@sluice/contracts'
import { parseResourcePath } from './resource-path.ts'
import { withEntry } from './with-entry.ts'

export interface CompiledGroup {
  readonly id: string
  /** For people. */
  readonly name: string
}

/** Groups of one instance, by identifiers in lower case. */
export interface CompiledGroups {
  /** A group that is not in the snapshot is called by its identifier. */
  find(id: string): CompiledGroup
  /** That see the product, in the order of their identifiers. */
  ofProduct(productId: string): readonly CompiledGroup[]
}

/** The groups of one instance and what they see, while changes come in. */
export class GroupDrafts {
  #groups: ReadonlyMap<string, CompiledGroup> = new Map()
  #groupIdsByProduct: ReadonlyMap<string, readonly string[]> = new Map()
  #compiled: CompiledGroups | undefined

  /** @param name in lower case */
  setGroup(name: string, entry: SnapshotEntryOf<'group'> | undefined): void {
    const group = entry && { id: parseResourcePath(entry.id).own, name: entry.properties.displayName }
    this.#groups = withEntry(this.#groups, name, group)
    this.#compiled = undefined
  }

  setProduct(groupName: string, productName: string, isThere: boolean): void {
    const others = (this.#groupIdsByProduct.get(productName) ?? []).filter((id) => id !== groupName)
    const ids = isThere ? [...others, groupName].sort() : others
    this.#groupIdsByProduct = withEntry(this.#groupIdsByProduct, productName, ids.length === 0 ? undefined : ids)
    this.#compiled = undefined
  }

  /** @returns the same as before when nothing changed */
  compile(): CompiledGroups {
    this.#compiled ??= compileGroups(this.#groups, this.#groupIdsByProduct)
    return this.#compiled
  }
}

export function compileGroups(
  groups: ReadonlyMap<string, CompiledGroup>,
  groupIdsByProduct: ReadonlyMap<string, readonly string[]>,
): CompiledGroups {
  const find = (id: string): CompiledGroup => groups.get(id) ?? { id, name: id }
  return { find, ofProduct: (productId) => (groupIdsByProduct.get(productId) ?? []).map(find) }
}
