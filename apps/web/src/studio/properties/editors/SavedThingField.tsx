import { Button, Select } from '@fluentui/react-components'
import type { SavedThingEditor } from '@sluice/dataflow'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'
import styles from '../properties.module.css'
import { propertiesWords } from '../properties-words.ts'
import type { ParameterEditorProps } from './parameter-editor.ts'
import { newerVersionOf, type SavedThing, savedThings, thingsToChoose } from './saved-things.ts'

/** A thing of the workspace, chosen by its name. */
export function SavedThingField({ parameter, value, isDisabled, onChange }: ParameterEditorProps) {
  const words = useWords(propertiesWords)
  const workspace = useWorkspace()
  const { path, query, pageOf } = savedThings[parameter.editor as SavedThingEditor]
  const { data, error } = useStudio<{ readonly value: readonly SavedThing[] }>(path, query)
  const all = data?.value ?? []
  const id = String(value ?? '')
  const chosen = all.find((thing) => thing.id === id)
  const newer = chosen && newerVersionOf(all, chosen)
  const nameOf = ({ name, version, familyId }: SavedThing) =>
    version === undefined || all.filter((thing) => thing.familyId === familyId).length === 1
      ? name
      : words('version', { name, version: String(version) })
  if (error !== null) return <ErrorNotice error={error} title={parameter.title} />
  return (
    <>
      <Select value={id} disabled={isDisabled} onChange={(_, { value: next }) => onChange(next || undefined)}>
        {id === '' && <option value="">{words('chooseSaved')}</option>}
        {id !== '' && chosen === undefined && (
          <option value={id}>{data === undefined ? '' : words('missingSaved')}</option>
        )}
        {thingsToChoose(all, id).map((thing) => (
          <option key={thing.id} value={thing.id} translate="no">
            {nameOf(thing)}
          </option>
        ))}
      </Select>
      {chosen !== undefined && (
        <p className={styles.below}>
          <TextLink href={`/studio/${workspace.id}${pageOf(id)}`}>{words('openSaved', { name: chosen.name })}</TextLink>
        </p>
      )}
      {newer !== undefined && !isDisabled && (
        <p className={styles.below}>
          {words('newerVersion', { version: String(newer.version ?? newer.name) })}{' '}
          <Button size="small" onClick={() => onChange(newer.id)}>
            {words('takeNewer', { version: String(newer.version ?? newer.name) })}
          </Button>
        </p>
      )}
    </>
  )
}
