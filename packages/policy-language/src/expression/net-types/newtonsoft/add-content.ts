import { type JContainer, JToken } from '../../net/newtonsoft/token.ts'
import { iterate } from '../../net/sequence.ts'
import type { Run } from '../../run/run.ts'
import { jsonFromObject, jsonFromTyped } from './json-from-object.ts'
import { sequenceElement } from './sequence-element.ts'

/** `JContainer.Add`: sequences are taken apart, as long as they are no tokens themselves. */
export function addContent(run: Run, container: JContainer, content: unknown): void {
  const isSequence =
    typeof content === 'object' && content !== null && Symbol.iterator in content && !(content instanceof Uint8Array)
  if (!isSequence || content instanceof JToken) {
    container.add(jsonFromObject(run, content))
    return
  }
  const type = run.objects.typeOf(content)
  const element = type === undefined ? undefined : sequenceElement(type)
  for (const item of iterate(content as Iterable<unknown>)) container.add(jsonFromTyped(run, item, element))
}

/** `new JObject(a, b)`, `new JArray(…)`: what is handed in becomes children. */
export function filled<C extends JContainer>(run: Run, container: C, content: readonly unknown[] | null): C {
  for (const item of content ?? []) addContent(run, container, item)
  return container
}
