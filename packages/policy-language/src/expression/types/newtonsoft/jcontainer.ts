import { descendants } from '../../net/newtonsoft/json-tree.ts'
import { defaultMerge, mergeJson } from '../../net/newtonsoft/merge-json.ts'
import { JContainer } from '../../net/newtonsoft/token.ts'
import { defineType, withRun } from '../define-type.ts'
import { addContent } from './add-content.ts'
import { jsonFromObject } from './json-from-object.ts'
import { ignoresCase, type NetMergeSettings } from './merge-settings.ts'

/** @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JContainer.htm */
export const jContainer = defineType({
  name: 'Newtonsoft.Json.Linq.JContainer',
  kind: 'class',
  extends: 'JToken',
  represents: JContainer,
  members: {
    'int Count { get; }': (container: JContainer) => container.children.length,
    'void Add(object content)': withRun(addContent),
    'void AddFirst(object content)': withRun((run, container: JContainer, content: unknown) =>
      container.insert(0, jsonFromObject(run, content)),
    ),
    'IEnumerable<JToken> Descendants()': (container: JContainer) => [...descendants(container)],
    'IEnumerable<JToken> DescendantsAndSelf()': (container: JContainer) => [container, ...descendants(container)],
    'void RemoveAll()': (container: JContainer) => container.clear(),
    'void ReplaceAll(object content)': withRun((run, container: JContainer, content: unknown) => {
      container.clear()
      addContent(run, container, content)
    }),
    'void Merge(object content)': withRun((run, container: JContainer, content: unknown) => {
      if (content !== null) mergeJson(container, jsonFromObject(run, content))
    }),
    'void Merge(object content, JsonMergeSettings settings)': withRun(
      (run, container: JContainer, content: unknown, settings: NetMergeSettings | null) => {
        if (content === null) return
        mergeJson(container, jsonFromObject(run, content), {
          arrays: settings?.arrays ?? defaultMerge.arrays,
          nulls: settings?.nulls ?? defaultMerge.nulls,
          ignoresCase: ignoresCase(settings?.comparison ?? 4),
        })
      },
    ),
  },
})
