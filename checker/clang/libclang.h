/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libclang's C API, loaded with dlopen() so that a unit which is skipped never
 * pays for it (and so that what needs no parse runs without it).
 *
 * After libclang_load() returned true, code writes plain clang_foo(...) calls.
 * A function used for the first time needs a row in both lists below; without
 * the second the program doesn't link, without the first it doesn't compile.
 */
#ifndef PAGECK_LIBCLANG_H
#define PAGECK_LIBCLANG_H

#include <stdbool.h>
#include <clang-c/Index.h>

/* False when no library can be loaded; front_missing() says why. Cheap when loaded. */
bool libclang_load(void);
/* Directory of the library's own headers (stddef.h, arm_neon.h), or NULL. */
const char *libclang_headers(void);

/* clang-format off */
#define LIBCLANG_FUNCTIONS(X) \
	X(createIndex) X(Cursor_Evaluate) X(Cursor_getArgument) X(Cursor_getBinaryOpcode) \
	X(Cursor_getNumArguments) X(Cursor_getOffsetOfField) X(Cursor_getSpellingNameRange) \
	X(Cursor_getStorageClass) X(Cursor_getTranslationUnit) \
	X(Cursor_getVarDeclInitializer) X(Cursor_hasAttrs) \
	X(Cursor_hasVarDeclExternalStorage) X(Cursor_hasVarDeclGlobalStorage) \
	X(Cursor_isAnonymous) X(Cursor_isAnonymousRecordDecl) X(Cursor_isBitField) \
	X(Cursor_isFunctionInlined) X(Cursor_isMacroBuiltin) X(Cursor_isMacroFunctionLike) \
	X(Cursor_isNull) X(Cursor_isVariadic) X(disposeDiagnostic) X(disposeIndex) \
	X(disposeSourceRangeList) X(disposeString) X(disposeTokens) X(disposeTranslationUnit) X(equalCursors) \
	X(equalLocations) X(equalRanges) X(equalTypes) X(EvalResult_dispose) \
	X(EvalResult_getAsDouble) X(EvalResult_getAsInt) X(EvalResult_getAsLongLong) \
	X(EvalResult_getAsStr) X(EvalResult_getAsUnsigned) X(EvalResult_getKind) \
	X(EvalResult_isUnsignedInt) X(File_isEqual) X(File_tryGetRealPathName) \
	X(getArgType) X(getArrayElementType) X(getArraySize) \
	X(getBinaryOperatorKindSpelling) X(getCanonicalCursor) X(getCanonicalType) \
	X(getClangVersion) X(getCString) X(getCursor) X(getCursorBinaryOperatorKind) \
	X(getCursorDefinition) X(getCursorDisplayName) X(getCursorExtent) X(getCursorKind) \
	X(getCursorKindSpelling) X(getCursorLexicalParent) X(getCursorLinkage) \
	X(getCursorLocation) X(getCursorPrettyPrinted) X(getCursorPrintingPolicy) \
	X(getCursorReferenced) X(getCursorReferenceNameRange) X(getCursorResultType) \
	X(getCursorSemanticParent) X(getCursorSpelling) X(getCursorTLSKind) \
	X(getCursorType) X(getCursorUnaryOperatorKind) X(getCursorUSR) \
	X(getCursorVisibility) X(getDiagnostic) X(getDiagnosticLocation) \
	X(getDiagnosticSeverity) X(getDiagnosticSpelling) X(getElementType) \
	X(getEnumConstantDeclUnsignedValue) X(getEnumConstantDeclValue) \
	X(getEnumDeclIntegerType) X(getExpansionLocation) X(getFieldDeclBitWidth) \
	X(getFile) X(getFileContents) X(getFileLocation) X(getFileName) X(getFileTime) \
	X(getFileUniqueID) X(getFunctionTypeCallingConv) X(getIncludedFile) \
	X(getInclusions) X(getLocation) X(getLocationForOffset) X(getNullCursor) \
	X(getNullLocation) X(getNullRange) X(getNumArgTypes) X(getNumDiagnostics) \
	X(getNumElements) X(getPointeeType) X(getPresumedLocation) X(getRange) \
	X(getRangeEnd) X(getRangeStart) X(getResultType) X(getSkippedRanges) X(getSpellingLocation) X(getToken) \
	X(getTokenExtent) X(getTokenKind) X(getTokenLocation) X(getTokenSpelling) \
	X(getTranslationUnitCursor) X(getTranslationUnitSpelling) \
	X(getTranslationUnitTargetInfo) X(getTypeDeclaration) \
	X(getTypedefDeclUnderlyingType) X(getTypedefName) X(getTypeKindSpelling) \
	X(getTypeSpelling) X(getUnaryOperatorKindSpelling) X(getUnqualifiedType) \
	X(hashCursor) X(isAttribute) X(isConstQualifiedType) X(isCursorDefinition) \
	X(isDeclaration) X(isExpression) X(isFunctionTypeVariadic) X(isInvalid) \
	X(isInvalidDeclaration) X(isPODType) X(isPreprocessing) X(isReference) \
	X(isRestrictQualifiedType) X(isStatement) X(isTranslationUnit) X(isUnexposed) \
	X(isVolatileQualifiedType) X(Location_isFromMainFile) X(Location_isInSystemHeader) \
	X(parseTranslationUnit2) X(PrintingPolicy_dispose) X(PrintingPolicy_getProperty) \
	X(PrintingPolicy_setProperty) X(Range_isNull) X(saveTranslationUnit) \
	X(suspendTranslationUnit) X(TargetInfo_dispose) X(TargetInfo_getPointerWidth) \
	X(TargetInfo_getTriple) X(toggleCrashRecovery) X(tokenize) X(Type_getAlignOf) \
	X(Type_getModifiedType) X(Type_getNamedType) X(Type_getOffsetOf) X(Type_getSizeOf) \
	X(Type_getValueType) X(Type_isTransparentTagTypedef) X(Type_visitFields) \
	X(visitChildren)

/* Before the aliases: here clang_foo still is the declaration in Index.h. */
#define LIBCLANG_MEMBER(name) __typeof__(clang_##name) *name;
struct libclang {
	LIBCLANG_FUNCTIONS(LIBCLANG_MEMBER)
};
#undef LIBCLANG_MEMBER

extern struct libclang libclang;

#define clang_createIndex libclang.createIndex
#define clang_Cursor_Evaluate libclang.Cursor_Evaluate
#define clang_Cursor_getArgument libclang.Cursor_getArgument
#define clang_Cursor_getBinaryOpcode libclang.Cursor_getBinaryOpcode
#define clang_Cursor_getNumArguments libclang.Cursor_getNumArguments
#define clang_Cursor_getOffsetOfField libclang.Cursor_getOffsetOfField
#define clang_Cursor_getSpellingNameRange libclang.Cursor_getSpellingNameRange
#define clang_Cursor_getStorageClass libclang.Cursor_getStorageClass
#define clang_Cursor_getTranslationUnit libclang.Cursor_getTranslationUnit
#define clang_Cursor_getVarDeclInitializer libclang.Cursor_getVarDeclInitializer
#define clang_Cursor_hasAttrs libclang.Cursor_hasAttrs
#define clang_Cursor_hasVarDeclExternalStorage libclang.Cursor_hasVarDeclExternalStorage
#define clang_Cursor_hasVarDeclGlobalStorage libclang.Cursor_hasVarDeclGlobalStorage
#define clang_Cursor_isAnonymous libclang.Cursor_isAnonymous
#define clang_Cursor_isAnonymousRecordDecl libclang.Cursor_isAnonymousRecordDecl
#define clang_Cursor_isBitField libclang.Cursor_isBitField
#define clang_Cursor_isFunctionInlined libclang.Cursor_isFunctionInlined
#define clang_Cursor_isMacroBuiltin libclang.Cursor_isMacroBuiltin
#define clang_Cursor_isMacroFunctionLike libclang.Cursor_isMacroFunctionLike
#define clang_Cursor_isNull libclang.Cursor_isNull
#define clang_Cursor_isVariadic libclang.Cursor_isVariadic
#define clang_disposeDiagnostic libclang.disposeDiagnostic
#define clang_disposeIndex libclang.disposeIndex
#define clang_disposeSourceRangeList libclang.disposeSourceRangeList
#define clang_disposeString libclang.disposeString
#define clang_disposeTokens libclang.disposeTokens
#define clang_disposeTranslationUnit libclang.disposeTranslationUnit
#define clang_equalCursors libclang.equalCursors
#define clang_equalLocations libclang.equalLocations
#define clang_equalRanges libclang.equalRanges
#define clang_equalTypes libclang.equalTypes
#define clang_EvalResult_dispose libclang.EvalResult_dispose
#define clang_EvalResult_getAsDouble libclang.EvalResult_getAsDouble
#define clang_EvalResult_getAsInt libclang.EvalResult_getAsInt
#define clang_EvalResult_getAsLongLong libclang.EvalResult_getAsLongLong
#define clang_EvalResult_getAsStr libclang.EvalResult_getAsStr
#define clang_EvalResult_getAsUnsigned libclang.EvalResult_getAsUnsigned
#define clang_EvalResult_getKind libclang.EvalResult_getKind
#define clang_EvalResult_isUnsignedInt libclang.EvalResult_isUnsignedInt
#define clang_File_isEqual libclang.File_isEqual
#define clang_File_tryGetRealPathName libclang.File_tryGetRealPathName
#define clang_getArgType libclang.getArgType
#define clang_getArrayElementType libclang.getArrayElementType
#define clang_getArraySize libclang.getArraySize
#define clang_getBinaryOperatorKindSpelling libclang.getBinaryOperatorKindSpelling
#define clang_getCanonicalCursor libclang.getCanonicalCursor
#define clang_getCanonicalType libclang.getCanonicalType
#define clang_getClangVersion libclang.getClangVersion
#define clang_getCString libclang.getCString
#define clang_getCursor libclang.getCursor
#define clang_getCursorBinaryOperatorKind libclang.getCursorBinaryOperatorKind
#define clang_getCursorDefinition libclang.getCursorDefinition
#define clang_getCursorDisplayName libclang.getCursorDisplayName
#define clang_getCursorExtent libclang.getCursorExtent
#define clang_getCursorKind libclang.getCursorKind
#define clang_getCursorKindSpelling libclang.getCursorKindSpelling
#define clang_getCursorLexicalParent libclang.getCursorLexicalParent
#define clang_getCursorLinkage libclang.getCursorLinkage
#define clang_getCursorLocation libclang.getCursorLocation
#define clang_getCursorPrettyPrinted libclang.getCursorPrettyPrinted
#define clang_getCursorPrintingPolicy libclang.getCursorPrintingPolicy
#define clang_getCursorReferenced libclang.getCursorReferenced
#define clang_getCursorReferenceNameRange libclang.getCursorReferenceNameRange
#define clang_getCursorResultType libclang.getCursorResultType
#define clang_getCursorSemanticParent libclang.getCursorSemanticParent
#define clang_getCursorSpelling libclang.getCursorSpelling
#define clang_getCursorTLSKind libclang.getCursorTLSKind
#define clang_getCursorType libclang.getCursorType
#define clang_getCursorUnaryOperatorKind libclang.getCursorUnaryOperatorKind
#define clang_getCursorUSR libclang.getCursorUSR
#define clang_getCursorVisibility libclang.getCursorVisibility
#define clang_getDiagnostic libclang.getDiagnostic
#define clang_getDiagnosticLocation libclang.getDiagnosticLocation
#define clang_getDiagnosticSeverity libclang.getDiagnosticSeverity
#define clang_getDiagnosticSpelling libclang.getDiagnosticSpelling
#define clang_getElementType libclang.getElementType
#define clang_getEnumConstantDeclUnsignedValue libclang.getEnumConstantDeclUnsignedValue
#define clang_getEnumConstantDeclValue libclang.getEnumConstantDeclValue
#define clang_getEnumDeclIntegerType libclang.getEnumDeclIntegerType
#define clang_getExpansionLocation libclang.getExpansionLocation
#define clang_getFieldDeclBitWidth libclang.getFieldDeclBitWidth
#define clang_getFile libclang.getFile
#define clang_getFileContents libclang.getFileContents
#define clang_getFileLocation libclang.getFileLocation
#define clang_getFileName libclang.getFileName
#define clang_getFileTime libclang.getFileTime
#define clang_getFileUniqueID libclang.getFileUniqueID
#define clang_getFunctionTypeCallingConv libclang.getFunctionTypeCallingConv
#define clang_getIncludedFile libclang.getIncludedFile
#define clang_getInclusions libclang.getInclusions
#define clang_getLocation libclang.getLocation
#define clang_getLocationForOffset libclang.getLocationForOffset
#define clang_getNullCursor libclang.getNullCursor
#define clang_getNullLocation libclang.getNullLocation
#define clang_getNullRange libclang.getNullRange
#define clang_getNumArgTypes libclang.getNumArgTypes
#define clang_getNumDiagnostics libclang.getNumDiagnostics
#define clang_getNumElements libclang.getNumElements
#define clang_getPointeeType libclang.getPointeeType
#define clang_getPresumedLocation libclang.getPresumedLocation
#define clang_getRange libclang.getRange
#define clang_getRangeEnd libclang.getRangeEnd
#define clang_getRangeStart libclang.getRangeStart
#define clang_getResultType libclang.getResultType
#define clang_getSkippedRanges libclang.getSkippedRanges
#define clang_getSpellingLocation libclang.getSpellingLocation
#define clang_getToken libclang.getToken
#define clang_getTokenExtent libclang.getTokenExtent
#define clang_getTokenKind libclang.getTokenKind
#define clang_getTokenLocation libclang.getTokenLocation
#define clang_getTokenSpelling libclang.getTokenSpelling
#define clang_getTranslationUnitCursor libclang.getTranslationUnitCursor
#define clang_getTranslationUnitSpelling libclang.getTranslationUnitSpelling
#define clang_getTranslationUnitTargetInfo libclang.getTranslationUnitTargetInfo
#define clang_getTypeDeclaration libclang.getTypeDeclaration
#define clang_getTypedefDeclUnderlyingType libclang.getTypedefDeclUnderlyingType
#define clang_getTypedefName libclang.getTypedefName
#define clang_getTypeKindSpelling libclang.getTypeKindSpelling
#define clang_getTypeSpelling libclang.getTypeSpelling
#define clang_getUnaryOperatorKindSpelling libclang.getUnaryOperatorKindSpelling
#define clang_getUnqualifiedType libclang.getUnqualifiedType
#define clang_hashCursor libclang.hashCursor
#define clang_isAttribute libclang.isAttribute
#define clang_isConstQualifiedType libclang.isConstQualifiedType
#define clang_isCursorDefinition libclang.isCursorDefinition
#define clang_isDeclaration libclang.isDeclaration
#define clang_isExpression libclang.isExpression
#define clang_isFunctionTypeVariadic libclang.isFunctionTypeVariadic
#define clang_isInvalid libclang.isInvalid
#define clang_isInvalidDeclaration libclang.isInvalidDeclaration
#define clang_isPODType libclang.isPODType
#define clang_isPreprocessing libclang.isPreprocessing
#define clang_isReference libclang.isReference
#define clang_isRestrictQualifiedType libclang.isRestrictQualifiedType
#define clang_isStatement libclang.isStatement
#define clang_isTranslationUnit libclang.isTranslationUnit
#define clang_isUnexposed libclang.isUnexposed
#define clang_isVolatileQualifiedType libclang.isVolatileQualifiedType
#define clang_Location_isFromMainFile libclang.Location_isFromMainFile
#define clang_Location_isInSystemHeader libclang.Location_isInSystemHeader
#define clang_parseTranslationUnit2 libclang.parseTranslationUnit2
#define clang_PrintingPolicy_dispose libclang.PrintingPolicy_dispose
#define clang_PrintingPolicy_getProperty libclang.PrintingPolicy_getProperty
#define clang_PrintingPolicy_setProperty libclang.PrintingPolicy_setProperty
#define clang_Range_isNull libclang.Range_isNull
#define clang_saveTranslationUnit libclang.saveTranslationUnit
#define clang_suspendTranslationUnit libclang.suspendTranslationUnit
#define clang_TargetInfo_dispose libclang.TargetInfo_dispose
#define clang_TargetInfo_getPointerWidth libclang.TargetInfo_getPointerWidth
#define clang_TargetInfo_getTriple libclang.TargetInfo_getTriple
#define clang_toggleCrashRecovery libclang.toggleCrashRecovery
#define clang_tokenize libclang.tokenize
#define clang_Type_getAlignOf libclang.Type_getAlignOf
#define clang_Type_getModifiedType libclang.Type_getModifiedType
#define clang_Type_getNamedType libclang.Type_getNamedType
#define clang_Type_getOffsetOf libclang.Type_getOffsetOf
#define clang_Type_getSizeOf libclang.Type_getSizeOf
#define clang_Type_getValueType libclang.Type_getValueType
#define clang_Type_isTransparentTagTypedef libclang.Type_isTransparentTagTypedef
#define clang_Type_visitFields libclang.Type_visitFields
#define clang_visitChildren libclang.visitChildren
/* clang-format on */

#endif
