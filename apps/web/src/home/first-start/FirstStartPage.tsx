export const FirstStartPage = () => null
