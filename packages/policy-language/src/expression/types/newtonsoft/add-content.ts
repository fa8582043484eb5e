import { JContainer } from '../../net/newtonsoft/token.ts'
import { iterate } from '../../net/sequence.ts'
import type { Run } from '../../run/run.ts'
import { jsonFromObject } from './json-from-object.ts'

/** `JContainer.Add`: sequences are taken apart, as long as they are no tokens themselves. */
export function addContent(run: Run, container: JContainer, content: unknown): void {
  const isSequence =
    typeof content === 'object' && content !== null && Symbol.iterator in content && !(content instanceof Uint8Array)
  if (isSequence && !(content instanceof JContainer)) {
    for (const item of iterate(content as Iterable<unknown>)) addContent(run, container, item)
  } else container.add(jsonFromObject(run, content))
}

/** `new JObject(a, b)`, `new JArray(…)`: what is handed in becomes children. */
export function filled<C extends JContainer>(run: Run, container: C, content: readonly unknown[] | null): C {
  for (const item of content ?? []) addContent(run, container, item)
  return container
}
