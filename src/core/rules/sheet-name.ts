/** Sheet of the order sheet's workbook in which people write rules. Holds no orders. */
export const ruleSheetName = 'ルール表';
