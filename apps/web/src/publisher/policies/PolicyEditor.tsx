import { Button } from '@fluentui/react-components'
import * as z from 'zod'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { assertUnwritten } from './assert-unwritten.ts'
import { defaultPolicy } from './default-policy.ts'
import { FormText } from './FormText.tsx'
import { PolicyDocument } from './PolicyDocument.tsx'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'
import { readPolicyDocument, usePolicyDocument } from './use-policy-document.ts'

const schema = z.object({ value: z.string() })
/** Stands for the entity tag where no document is written. */
const unwritten = ''

export interface PolicyEditorProps {
  /** Identifier of what the document stands at, without `/policies/policy`. */
  readonly path: string
  readonly scope: 'global' | 'product' | 'api' | 'operation'
  /** Where the cursor begins; counts from 1. */
  readonly line?: number | undefined
}

/** The policy document of one thing: read, checked while it is written, saved. */
export function PolicyEditor({ path, scope, line }: PolicyEditorProps) {
  const words = useWords(policiesWords)
  const messages = useMessages()
  const document = `${path}/policies/policy`
  const { data, error, refetch } = usePolicyDocument(path)
  const change = useArmChange()
  const mayWrite = allows(useSession(), 'publisher')
  if (data === undefined) {
    return error === null ? <Loading lines={10} /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  const isWritten = data !== null
  const value = isWritten ? data.properties.value : defaultPolicy(scope)

  const put = (text: string, ifMatch: string | undefined) =>
    change.mutateAsync({
      path: document,
      method: 'PUT',
      body: { properties: { format: 'rawxml', value: text } },
      ...(ifMatch === undefined ? {} : { ifMatch }),
      touches: [`${path}/effectivePolicy`],
    })
  const restore = async () => {
    try {
      await change.mutateAsync({ path: document, method: 'DELETE', ifMatch: data?.entityTag ?? '*' })
      messages.undoable(words('restored'), () => {
        put(value, undefined).catch((failure: unknown) => messages.failed(words('notRestored'), failure))
      })
    } catch (failure) {
      messages.failed(words('notRestored'), failure)
    }
  }
  return (
    <ResourceForm
      key={path}
      schema={schema}
      saved={{ value }}
      draftName={`policy.${path}`}
      fieldLabels={{ value: words('document') }}
      isWide
      versions={{
        entityTag: isWritten ? data.entityTag : unwritten,
        load: async () => ({ value: (await readPolicyDocument(path))?.properties.value ?? defaultPolicy(scope) }),
      }}
      onSave={async ({ value: text }, begun, isForced) => {
        const wasWritten = begun !== unwritten
        if (!wasWritten && !isForced) await assertUnwritten(document)
        await put(text, isForced || !wasWritten ? undefined : begun)
      }}
    >
      {(form) => (
        <>
          <div className={styles.state}>
            <p>{words(isWritten ? 'isWritten' : 'isNotWritten')}</p>
            {mayWrite && isWritten && (
              <Button size="small" onClick={() => void restore()}>
                {words('restoreDefault')}
              </Button>
            )}
          </div>
          <FormText control={form.control} name="value">
            {(text, onChange) => (
              <PolicyDocument
                value={text}
                onChange={onChange}
                scope={scope}
                resource={path}
                isReadOnly={!mayWrite}
                isSaved={text === value}
                line={line}
              />
            )}
          </FormText>
        </>
      )}
    </ResourceForm>
  )
}
