import { type ApiVersionSetProperties, mcpSourceOf } from '@sluice/contracts'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources } from '../../../shared/api-client/use-resource.ts'
import { ChecklistField, SelectField, SwitchField, TextAreaField, TextField } from '../../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../../shared/forms/use-schema-form.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { AddressPreview } from '../AddressPreview.tsx'
import styles from '../fields.module.css'
import { fieldsWords } from '../fields-words.ts'
import { useApi } from '../use-api.ts'
import type { SettingsValues } from './settings-form.ts'
import { settingsWords } from './settings-words.ts'

/**
 * The fields of the settings.
 * @param isShared whether this is a revision whose name, path and version are those of the API
 */
export function SettingsFields({
  form: { control, watch },
  isShared,
  isReadOnly,
}: {
  readonly form: SchemaForm<SettingsValues>
  readonly isShared: boolean
  readonly isReadOnly: boolean
}) {
  const words = useWords(settingsWords)
  const fields = useWords(fieldsWords)
  const service = useService()
  const { properties } = useApi()
  const { data: sets = [] } = useAllResources<ApiVersionSetProperties>(`${service.id}/apiVersionSets`)
  const [path, protocols, apiVersion, setId] = watch(['path', 'protocols', 'apiVersion', 'apiVersionSetId'])
  const schemes = properties.type === 'websocket' ? ['ws', 'wss'] : ['http', 'https']
  // Tools of an MCP server go where their operations go.
  const hasServiceUrl = properties.type !== 'mcp' || mcpSourceOf(properties).kind === 'server'
  const set = sets.find(({ id }) => id.toLowerCase() === setId.toLowerCase())
  const shared = { control, isDisabled: isReadOnly || isShared }
  const own = { control, isDisabled: isReadOnly }
  const isVersioned = setId !== ''
  return (
    <>
      <TextField {...shared} name="displayName" label={fields('displayName')} isRequired />
      <TextAreaField
        {...shared}
        name="description"
        label={fields('description')}
        hint={fields('descriptionHint')}
        rows={6}
      />
      <h2 className={styles.group}>{words('publication')}</h2>
      {hasServiceUrl && (
        <TextField
          {...own}
          name="serviceUrl"
          label={fields('serviceUrl')}
          hint={fields('serviceUrlHint')}
          type="url"
          isCode
        />
      )}
      <TextField {...shared} name="path" label={fields('path')} hint={fields('pathHint')} isCode />
      <ChecklistField
        {...shared}
        name="protocols"
        label={fields('protocols')}
        choices={schemes.map((value) => ({ value, label: value.toUpperCase() }))}
        isRequired
      />
      <AddressPreview
        api={{
          path,
          protocols,
          apiVersion: isVersioned ? apiVersion : null,
          ...(set === undefined
            ? {}
            : { apiVersionSet: { id: set.id, name: set.properties.displayName, ...set.properties } }),
        }}
      />
      <SwitchField
        {...shared}
        name="subscriptionRequired"
        label={words('subscriptionRequired')}
        hint={words('subscriptionRequiredHint')}
      />
      <h2 className={styles.group}>{words('versions')}</h2>
      <SelectField
        {...shared}
        name="apiVersionSetId"
        label={words('apiVersionSetId')}
        choices={[
          { value: '', label: words('noVersionSet') },
          ...(isVersioned && set === undefined ? [{ value: setId, label: setId.split('/').at(-1) ?? setId }] : []),
          ...sets.map(({ id, properties: { displayName } }) => ({
            // In the letter case in which the API names it, so that the choice is found.
            value: id.toLowerCase() === setId.toLowerCase() ? setId : id,
            label: displayName,
          })),
        ]}
      />
      {isVersioned && (
        <>
          <TextField {...shared} name="apiVersion" label={words('apiVersion')} hint={words('apiVersionHint')} isCode />
          <TextField {...shared} name="apiVersionDescription" label={words('apiVersionDescription')} />
        </>
      )}
      <h2 className={styles.group}>{words('about')}</h2>
      <TextField {...own} name="contact.name" label={words('contactName')} />
      <TextField {...own} name="contact.email" label={words('contactEmail')} type="email" />
      <TextField {...own} name="contact.url" label={words('contactUrl')} type="url" isCode />
      <TextField {...own} name="license.name" label={words('licenseName')} />
      <TextField {...own} name="license.url" label={words('licenseUrl')} type="url" isCode />
      <TextField {...own} name="termsOfServiceUrl" label={words('termsOfServiceUrl')} type="url" isCode />
    </>
  )
}
