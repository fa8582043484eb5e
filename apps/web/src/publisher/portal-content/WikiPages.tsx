import { Button, Dropdown, Field, Option, Tooltip } from '@fluentui/react-components'
import { AddRegular, ArrowDownRegular, ArrowUpRegular, DismissRegular } from '@fluentui/react-icons'
import type { DocumentationProperties, WikiProperties } from '@sluice/contracts'
import { useState } from 'react'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources, useArmChange, useResource } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { moved } from './moved.ts'
import styles from './PortalContent.module.css'
import { portalContentWords } from './portal-content-words.ts'

/** The pages of one API or product in their order. @param path of its wiki, which need not be there yet */
export function WikiPages({ path, name }: { readonly path: string; readonly name: string }) {
  const service = useService()
  const words = useWords(portalContentWords)
  const messages = useMessages()
  const canWrite = allows(useSession(), 'publisher')
  const wiki = useResource<WikiProperties>(path)
  const { data: pages = [] } = useAllResources<DocumentationProperties>(`${service.id}/documentations`)
  const { mutateAsync: change } = useArmChange()
  const [chosen, setChosen] = useState<string>()
  if (wiki.data === undefined && !isNotFound(wiki.error)) {
    return wiki.error === null ? (
      <Loading lines={3} />
    ) : (
      <ErrorState error={wiki.error} onRetry={() => void wiki.refetch()} />
    )
  }
  const listed = (wiki.data?.properties.documents ?? []).map(({ documentationId }) => documentationId)
  const titleOf = (id: string) => pages.find((page) => page.name === id)?.properties.title ?? id
  const free = pages.filter((page) => !listed.includes(page.name))

  const save = async (ids: readonly string[], done?: () => void) => {
    try {
      await change({
        path,
        method: 'PUT',
        body: { properties: { documents: ids.map((documentationId) => ({ documentationId })) } },
        ...(wiki.data === undefined ? {} : { ifMatch: wiki.data.entityTag }),
      })
      done?.()
    } catch (error) {
      messages.failed(words('saveFailed'), error)
      await wiki.refetch()
    }
  }
  const remove = (id: string) =>
    save(
      listed.filter((one) => one !== id),
      () => messages.done(words('pageRemoved', { name: titleOf(id) })),
    )
  return (
    <>
      <h3 translate="no">{words('pagesOf', { name })}</h3>
      {listed.length === 0 ? (
        <p className={styles.aside}>{words('pagesOfNone')}</p>
      ) : (
        <ol className={styles.list}>
          {listed.map((id, index) => (
            <li key={id} className={styles.row}>
              <span className={styles.rowTitle}>
                <TextLink href={`/publisher/${service.name}/portal-content/pages/${encodeURIComponent(id)}`} isName>
                  {titleOf(id)}
                </TextLink>
              </span>
              {canWrite && (
                <>
                  <Tooltip content={words('moveUp', { name: titleOf(id) })} relationship="label">
                    <Button
                      appearance="subtle"
                      icon={<ArrowUpRegular />}
                      disabledFocusable={index === 0}
                      onClick={() => index > 0 && void save(moved(listed, index, index - 1))}
                    />
                  </Tooltip>
                  <Tooltip content={words('moveDown', { name: titleOf(id) })} relationship="label">
                    <Button
                      appearance="subtle"
                      icon={<ArrowDownRegular />}
                      disabledFocusable={index === listed.length - 1}
                      onClick={() => index < listed.length - 1 && void save(moved(listed, index, index + 1))}
                    />
                  </Tooltip>
                  <Tooltip content={words('remove', { name: titleOf(id) })} relationship="label">
                    <Button appearance="subtle" icon={<DismissRegular />} onClick={() => void remove(id)} />
                  </Tooltip>
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {canWrite && free.length > 0 && (
        <div className={styles.choice}>
          <Field label={words('choosePage')}>
            <Dropdown
              value={chosen === undefined ? '' : titleOf(chosen)}
              selectedOptions={chosen === undefined ? [] : [chosen]}
              onOptionSelect={(_, { optionValue }) => setChosen(optionValue)}
            >
              {free.map((page) => (
                <Option key={page.id} value={page.name}>
                  {page.properties.title}
                </Option>
              ))}
            </Dropdown>
          </Field>
          <Button
            icon={<AddRegular />}
            disabledFocusable={chosen === undefined}
            onClick={() => chosen !== undefined && void save([...listed, chosen], () => setChosen(undefined))}
          >
            {words('addToOwner')}
          </Button>
        </div>
      )}
    </>
  )
}
