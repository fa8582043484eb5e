import { deepEquals } from './json-tree.ts'
import { JArray, JContainer, JObject, type JToken } from './token.ts'
import { tokenType } from './token-type.ts'

/** The numbers of `MergeArrayHandling` and `MergeNullValueHandling`. */
export const mergeArrayHandling = { Concat: 0, Union: 1, Replace: 2, Merge: 3 } as const
export const mergeNullHandling = { Ignore: 0, Merge: 1 } as const

export interface MergeSettings {
  readonly arrays: number
  readonly nulls: number
  /** Property names that differ in case only are the same. */
  readonly ignoresCase: boolean
}

export const defaultMerge: MergeSettings = {
  arrays: mergeArrayHandling.Concat,
  nulls: mergeNullHandling.Ignore,
  ignoresCase: false,
}

/**
 * `JContainer.Merge`: objects property by property, arrays as the settings say; other values are replaced.
 * @see https://www.newtonsoft.com/json/help/html/MergeJson.htm
 */
export function mergeJson(target: JContainer, content: JToken, settings: MergeSettings = defaultMerge): void {
  if (target instanceof JObject && content instanceof JObject) mergeObjects(target, content, settings)
  else if (target instanceof JArray && content instanceof JContainer) mergeArrays(target, content, settings)
}

function mergeObjects(target: JObject, content: JObject, settings: MergeSettings): void {
  for (const { name, value } of content.children) {
    const existing = target.property(name) ?? (settings.ignoresCase ? findIgnoringCase(target, name) : undefined)
    if (existing === undefined) target.set(name, value)
    else if (existing.value instanceof JContainer && existing.value.type === value.type)
      mergeJson(existing.value, value, settings)
    else if (value.type !== tokenType.Null || settings.nulls === mergeNullHandling.Merge) existing.value = value
  }
}

function findIgnoringCase(object: JObject, name: string) {
  const lower = name.toLowerCase()
  return object.children.find((property) => property.name.toLowerCase() === lower)
}

function mergeArrays(target: JArray, content: JContainer, settings: MergeSettings): void {
  const items = [...content.children]
  switch (settings.arrays) {
    case mergeArrayHandling.Union:
      for (const item of items) if (!target.children.some((own) => deepEquals(own, item))) target.add(item)
      return
    case mergeArrayHandling.Replace:
      if (target === content) return
      target.clear()
      for (const item of items) target.add(item)
      return
    case mergeArrayHandling.Merge:
      items.forEach((item, i) => {
        const own = target.children[i]
        if (own === undefined) target.add(item)
        else if (own instanceof JContainer) mergeJson(own, item, settings)
        else if (item.type !== tokenType.Null) target.replaceChild(own, item)
      })
      return
    default:
      for (const item of items) target.add(item)
  }
}
