import { Button, Menu, MenuItemLink, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { armUrl } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import type { FilterName } from './analytics-search.ts'
import { analyticsWords } from './analytics-words.ts'
import { reportKinds, toReportFilter } from './report.ts'
import { useAnalytics } from './use-analytics.ts'

/** All rows of a report as a file, not only those of the page that is open. */
export function ExportMenu({ kind }: { readonly kind: FilterName }) {
  const words = useWords(analyticsWords)
  const { id } = useService()
  const { range, filters } = useAnalytics()
  const hrefOf = (format: 'csv' | 'parquet') =>
    armUrl(`${id}/reports/${reportKinds[kind]}`, {
      $filter: toReportFilter(range, filters),
      $orderby: 'callCountTotal desc',
      format,
    })
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />}>{words('download')}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemLink href={hrefOf('csv')} download={`${reportKinds[kind]}.csv`}>
            {words('downloadCsv')}
          </MenuItemLink>
          <MenuItemLink href={hrefOf('parquet')} download={`${reportKinds[kind]}.parquet`}>
            {words('downloadParquet')}
          </MenuItemLink>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
