/** Where things lie below the base URL. */

export const stockPath = 'api/ShopItems/StockQuantity'

/** The most of a page, of a filter's values, and by caution of the codes asked for at once. */
export const pageSize = 250

export const itemsPath = (count: number, skip: number): string =>
  `api/ShopItems/Filter?count=${String(count)}&skip=${String(skip)}`
