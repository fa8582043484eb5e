import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowDownloadRegular, ArrowImportRegular, DeleteRegular } from '@fluentui/react-icons'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type ReadResource, sendArm } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useMay } from '../../shared/auth/use-may.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import type { ApiView } from './api-view.ts'
import { apisWords } from './apis-words.ts'
import { DeleteApisDialog } from './deletion/DeleteApisDialog.tsx'
import { exportFormats, wsdlFormat } from './export-formats.ts'

/** What can be done with an API on all of its pages. */
export function ApiActions({ api }: { readonly api: ReadResource<ApiView> }) {
  const words = useWords(apisWords)
  const service = useService()
  const navigate = useNavigate()
  const messages = useMessages()
  const mayWrite = useMay('publisher')
  const [isDeleting, setDeleting] = useState(false)
  const { type, isCurrent } = api.properties
  const download = async (format: string) => {
    try {
      const { body } = await sendArm<{ readonly value: { readonly link: string } }>(api.id, {
        query: { export: true, format },
      })
      // The server may name the address that it has behind a proxy.
      const { pathname, search } = new URL(body.value.link, location.origin)
      location.assign(pathname + search)
    } catch (error) {
      messages.failed(words('exportFailed'), error)
    }
  }
  const formats = type === 'soap' ? [wsdlFormat, ...exportFormats] : exportFormats
  const isExported = type === 'http' || type === 'soap'
  return (
    <>
      {isExported && (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button icon={<ArrowDownloadRegular />}>{words('export')}</Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {formats.map(({ format, label }) => (
                <MenuItem key={format} onClick={() => void download(format)}>
                  <span translate="no">{label}</span>
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
      {mayWrite && isExported && (
        <LinkButton
          to="/publisher/$service/apis/import"
          params={{ service: service.name }}
          search={{ api: api.name }}
          icon={<ArrowImportRegular />}
        >
          {words('importInto')}
        </LinkButton>
      )}
      {mayWrite && isCurrent && (
        <Button icon={<DeleteRegular />} onClick={() => setDeleting(true)}>
          {words('delete')}
        </Button>
      )}
      <DeleteApisDialog
        apis={isDeleting ? [api] : []}
        onCancel={() => setDeleting(false)}
        onDeleted={() => {
          setDeleting(false)
          void navigate({ to: '/publisher/$service/apis', params: { service: service.name } })
        }}
      />
    </>
  )
}
