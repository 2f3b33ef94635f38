# Warnings for everything of ours, and one function that makes a folder of src/ a library with its tests.

add_library(sysfall_flags INTERFACE)
target_compile_features(sysfall_flags INTERFACE c_std_11)
target_compile_definitions(sysfall_flags INTERFACE _GNU_SOURCE SYSFALL_VERSION="${PROJECT_VERSION}"
  SYSFALL_HOMEPAGE="${SYSFALL_HOMEPAGE}")
target_include_directories(sysfall_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(sysfall_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings
  -Wformat=2 -Wundef -Wpointer-arith -Wimplicit-fallthrough)

# sysfall_module(NAME DEPENDS other… LIBRARIES target…)
# A static library of every .c in the current folder that is not NAME_test.c; each x_test.c becomes a test NAME/x of its own.
function(sysfall_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.c)
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.c$")
  list(FILTER sources EXCLUDE REGEX "_test\\.c$")
  list(FILTER sources EXCLUDE REGEX "_fuzz\\.c$")
  list(TRANSFORM ARG_DEPENDS PREPEND sysfall_)
  add_library(sysfall_${name} STATIC ${sources})
  target_sources(sysfall_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR}/src FILES ${headers})
  target_link_libraries(sysfall_${name} PUBLIC sysfall_flags PkgConfig::GLIB ${ARG_DEPENDS} PRIVATE ${ARG_LIBRARIES})
  set_property(TARGET sysfall_${name} PROPERTY C_EXTENSIONS ON)
  if(CMOCKA_FOUND)
    foreach(test ${tests})
      get_filename_component(stem ${test} NAME_WE)
      add_executable(${name}_${stem} ${test})
      target_link_libraries(${name}_${stem} PRIVATE sysfall_${name} PkgConfig::CMOCKA ${ARG_LIBRARIES})
      target_compile_definitions(${name}_${stem} PRIVATE TEST_SOURCE_DIR="${CMAKE_SOURCE_DIR}" TEST_BINARY_DIR="${CMAKE_BINARY_DIR}")
      set_target_properties(${name}_${stem} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
      string(REGEX REPLACE "_test$" "" short ${stem})
      add_test(NAME ${name}/${short} COMMAND ${name}_${stem})
    endforeach()
  endif()
endfunction()
