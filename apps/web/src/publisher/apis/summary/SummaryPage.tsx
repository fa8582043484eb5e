import { useApi } from '../use-api.ts'

export const SummaryPage = () => <p>{useApi().properties.description}</p>
