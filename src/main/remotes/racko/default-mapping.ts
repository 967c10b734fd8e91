/**
 * Where a person starts from. None of it is documented: every part says so by `confirmed: false`, and until that is changed
 * nothing is written by it. The names are plain guesses at what the overview and the user guide speak of.
 */
export const defaultMapping = `{
  "version": 1,
  "errors": { "confirmed": false, "code": "code", "text": "message" },
  "items": {
    "confirmed": false,
    "path": "items",
    "rows": "data",
    "total": "total",
    "fields": {
      "id": "id",
      "sku": "sku",
      "name": "name",
      "barcode": "barcode",
      "price": "salesPrice",
      "type": "type",
      "createdAt": "createdAt",
      "updatedAt": "updatedAt"
    },
    "stockedTypes": ["INVENTORY", "ASSEMBLY"],
    "one": { "path": "items", "query": { "sku": "{sku}" }, "rows": "data" }
  },
  "locations": {
    "confirmed": false,
    "path": "locations",
    "rows": "data",
    "total": "total",
    "fields": { "id": "id", "name": "name" }
  },
  "stock": {
    "confirmed": false,
    "in": "item",
    "rows": "stock",
    "fields": { "location": "locationId", "quantity": "quantity" }
  },
  "adjustment": {
    "confirmed": false,
    "method": "POST",
    "path": "adjustments",
    "body": {
      "date": "{date}",
      "locationId": "{location}",
      "reason": "Stocktake",
      "notes": "Hakomori {token}",
      "lines": [{ "itemId": "{id}", "quantityChange": "{delta}" }]
    },
    "answer": "item"
  },
  "adjustments": {
    "confirmed": false,
    "path": "adjustments",
    "rows": "data",
    "fields": { "token": "notes" }
  },
  "transfer": {
    "confirmed": false,
    "method": "POST",
    "path": "transfers",
    "body": {
      "date": "{date}",
      "fromLocationId": "{from}",
      "toLocationId": "{to}",
      "notes": "Hakomori {token}",
      "lines": [{ "itemId": "{id}", "quantity": "{quantity}" }]
    },
    "answer": "item"
  },
  "create": {
    "confirmed": false,
    "method": "POST",
    "path": "items",
    "body": { "sku": "{sku}", "name": "{name}", "salesPrice": "{price}", "type": "INVENTORY" },
    "answer": "data"
  },
  "update": {
    "confirmed": false,
    "method": "PATCH",
    "path": "items/{id}",
    "body": { "sku": "{newSku}", "name": "{name}", "salesPrice": "{price}" },
    "answer": "data"
  },
  "delete": { "confirmed": false, "method": "DELETE", "path": "items/{id}" }
}
`
