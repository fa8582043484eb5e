import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { ChecklistField, SelectField, SwitchField, TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { SecretTextField } from '../editing/SecretTextField.tsx'
import styles from './Backend.module.css'
import type { BackendForm } from './backend-form.ts'
import { backendsWords } from './backends-words.ts'
import { MemberRows } from './MemberRows.tsx'
import { PairRows } from './PairRows.tsx'
import { RuleRows } from './RuleRows.tsx'

/** Everything of a backend but its identifier. @param own its identifier, once it has one */
export function BackendFields({ form, own }: { readonly form: SchemaForm<BackendForm>; readonly own?: string }) {
  const { control, watch } = form
  const service = useService()
  const words = useWords(backendsWords)
  const { data: certificates = [] } = useAllResources<{ subject?: string }>(`${service.id}/certificates`)
  const isPool = watch('type') === 'Pool'
  return (
    <>
      <Section title={words('general')}>
        <div className={styles.fields}>
          <SelectField
            control={control}
            name="type"
            label={words('type')}
            choices={[
              { value: 'Single', label: words('single') },
              { value: 'Pool', label: words('pool') },
            ]}
          />
          {!isPool && (
            <>
              <TextField
                control={control}
                name="url"
                label={words('address')}
                hint={words('addressHint', { name: '{{name}}' })}
                placeholder="https://"
                isRequired
                isCode
              />
              <SelectField
                control={control}
                name="protocol"
                label={words('protocol')}
                choices={[
                  { value: 'http', label: 'HTTP' },
                  { value: 'soap', label: 'SOAP' },
                ]}
              />
            </>
          )}
          <TextField control={control} name="title" label={words('title')} />
          <TextAreaField control={control} name="description" label={words('descriptionField')} rows={2} />
        </div>
      </Section>
      {isPool && (
        <Section title={words('members')} description={words('membersText')}>
          <MemberRows control={control} own={own} />
        </Section>
      )}
      {!isPool && (
        <>
          <Section title={words('credentials')} description={words('credentialsText')}>
            <div className={styles.fields}>
              <PairRows
                control={control}
                name="credentials.header"
                label={words('headers')}
                addLabel={words('addHeader')}
              />
              <PairRows
                control={control}
                name="credentials.query"
                label={words('queries')}
                addLabel={words('addQuery')}
              />
              <fieldset className={styles.rows}>
                <legend>{words('authorization')}</legend>
                <div className={styles.pair}>
                  <TextField
                    control={control}
                    name="credentials.authorization.scheme"
                    label={words('authorizationScheme')}
                    isCode
                  />
                  <SecretTextField
                    control={control}
                    name="credentials.authorization.parameter"
                    label={words('authorizationParameter')}
                  />
                </div>
              </fieldset>
              {certificates.length === 0 ? (
                <div>
                  <h3>{words('certificates')}</h3>
                  <p className={styles.aside}>
                    {words('certificatesNone')}{' '}
                    <TextLink href={`/publisher/${service.name}/certificates`}>{words('certificatesAdd')}</TextLink>
                  </p>
                </div>
              ) : (
                <ChecklistField
                  control={control}
                  name="credentials.certificateIds"
                  label={words('certificates')}
                  choices={certificates.map(({ name }) => ({ value: name.toLowerCase(), label: name }))}
                />
              )}
            </div>
          </Section>
          <Section title={words('tls')} description={words('tlsOff')}>
            <SwitchField control={control} name="tls.validateCertificateChain" label={words('tlsChain')} />
            <SwitchField control={control} name="tls.validateCertificateName" label={words('tlsName')} />
          </Section>
          <Section title={words('proxy')} description={words('proxyText')}>
            <div className={styles.fields}>
              <TextField control={control} name="proxy.url" label={words('proxyUrl')} isCode />
              <div className={styles.pair}>
                <TextField control={control} name="proxy.username" label={words('proxyUser')} isCode />
                <SecretTextField control={control} name="proxy.password" label={words('proxyPassword')} />
              </div>
            </div>
          </Section>
        </>
      )}
      <Section title={words('breaker')} description={words('breakerText')}>
        <RuleRows control={control} />
      </Section>
    </>
  )
}
